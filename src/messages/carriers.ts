import type { Config } from '../config.ts';
import type { Message } from './outbox.ts';

/** Carries one message out of the house. @throws anything when it was not accepted; it is tried again */
export type Carrier = (message: Message) => Promise<void>;
export type Carriers = Readonly<Record<Message['channel'], Carrier>>;

const TIMEOUT_MS = 10_000;

export function carriersOf(messages: Config['messages']): Carriers {
  if (messages === 'outbox') return { sms: stay, email: stay };
  const { smtpUrl, mailFrom } = messages;
  return {
    sms: smsGateway(messages.smsUrl, messages.smsToken),
    email: smtpUrl && mailFrom ? smtp(smtpUrl, mailFrom) : noMail,
  };
}

/** In the demo nothing leaves: the outbox page shows it. */
const stay: Carrier = async () => {};

const noMail: Carrier = async () => {
  throw new Error('SMTP_URL is not set');
};

/** POST {to, text} with a bearer token; any 2xx means accepted. Redirects are refused. */
function smsGateway(url: string, token: string): Carrier {
  return async ({ to, text }) => {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ to, text }),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`);
  };
}

function smtp(url: string, from: string): Carrier {
  // Loaded only where mail is sent.
  const transport = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    }),
  );
  return async ({ to, subject, text }) => {
    await (await transport).sendMail({ from, to, subject: subject ?? '', text });
  };
}
