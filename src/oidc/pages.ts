import type { Client as EngineClient, ErrorOut, Interaction, KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from '../../views/flow/device.ts';
import { expiredPage, loggedOutPage, logoutPage } from '../../views/flow/leave.ts';
import { type Client, findClient } from '../clients/index.ts';
import { findSystemOfClient } from '../directory/index.ts';
import type { Lang } from '../i18n/index.ts';
import { messages } from '../i18n/index.ts';
import type { Operation, System } from '../operation.ts';
import { allowFormTo, type Html, pageOf, type Web } from '../web/index.ts';
import { operationAt, paramOf, requestOf } from './context.ts';
import { showActing } from './interaction.ts';
import { NotInPilot } from './pilot.ts';
import type { StepResults } from './policy.ts';
import { systemsOf, toldSystems } from './sign-out.ts';
import { deviceForm, mistakeOf, typedCode } from './user-codes.ts';

/** How the engine speaks to people. `web` is known only once the app is put together. */
export interface Pages {
  web: Web | undefined;
  interactionUrl(ctx: KoaContextWithOIDC, interaction: Interaction): string;
  renderError(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void>;
  logoutSource(ctx: KoaContextWithOIDC, form: string): Promise<void>;
  loggedOutSource(ctx: KoaContextWithOIDC): Promise<void>;
  deviceCodeSource(ctx: KoaContextWithOIDC, form: string, out?: ErrorOut, error?: Error): Promise<void>;
  deviceConfirmSource(
    ctx: KoaContextWithOIDC,
    form: string,
    client: EngineClient | undefined,
    info: unknown,
    userCode: string,
  ): Promise<void>;
  deviceDoneSource(ctx: KoaContextWithOIDC): Promise<void>;
}

export function createPages(system: System): Pages {
  const pages: Pages = {
    web: undefined,
    // The client stands in the address so that an expired page can name the system and the way back.
    interactionUrl: (_ctx, interaction) => {
      const client = paramOf(interaction.params, 'client_id') ?? '';
      return `/interaction/${interaction.uid}?client=${encodeURIComponent(client)}`;
    },
    renderError: async (ctx, out, error) => {
      if (ctx.accepts('html', 'json') !== 'html') {
        ctx.body = out;
        return;
      }
      const op = operationAt(system, ctx);
      if (error instanceof errors.SessionNotFound) {
        const client = paramOf(ctx.query, 'client');
        return show(ctx, op, async page => expiredPage(page, await restartOf(op, client)));
      }
      if (error instanceof NotInPilot) {
        const system = (await restartOf(op, ctx.oidc?.client?.clientId)).system ?? '';
        const sentence = messages(op.lang).faults['oidc.not_in_pilot']({ system });
        return show(ctx, op, async (page, web) =>
          web.errorPage(page, { status: 403, code: 'oidc.not_in_pilot', sentence }),
        );
      }
      const status = ctx.status;
      const { select_account: chosen } = (ctx.oidc?.result ?? {}) as StepResults;
      await showActing(op, requestOf(ctx), chosen);
      await show(ctx, op, async (page, web) =>
        web.errorPage(page, {
          status,
          code: out.error,
          sentence: sentenceFor(op.lang, status),
          ...(out.error_description ? { detail: out.error_description } : {}),
        }),
      );
    },
    logoutSource: async ctx => {
      const op = operationAt(system, ctx);
      const { session, client, params } = ctx.oidc;
      const xsrf = session?.state?.secret;
      const asking = client && (await findClient(op, client.clientId));
      const systems = await systemsOf(op, ctx);
      await show(ctx, op, async page =>
        logoutPage(page, {
          action: ctx.oidc.urlFor('end_session_confirm'),
          xsrf: typeof xsrf === 'string' ? xsrf : undefined,
          system: asking?.name[op.lang],
          systems,
        }),
      );
      // The engine has checked this address against the client's before it came here.
      const back = paramOf(params, 'post_logout_redirect_uri');
      if (back) allowFormTo(ctx.res as Parameters<typeof allowFormTo>[0], back);
    },
    loggedOutSource: async ctx => {
      const op = operationAt(system, ctx);
      const { system: name, restart } = await restartOf(op, ctx.oidc.client?.clientId);
      const told = await toldSystems(op, ctx);
      await show(ctx, op, async page =>
        loggedOutPage(page, {
          ...(name ? { system: name } : {}),
          ...(restart ? { back: restart } : {}),
          told,
        }),
      );
    },
    deviceCodeSource: async (ctx, _form, _out, error) => {
      const op = operationAt(system, ctx);
      await show(ctx, op, async page =>
        deviceCodePage(page, {
          ...deviceForm(ctx),
          code: typedCode(ctx),
          mistake: error ? mistakeOf(error) : undefined,
        }),
      );
    },
    deviceConfirmSource: async (ctx, _form, client, _info, userCode) => {
      const op = operationAt(system, ctx);
      const name = (await restartOf(op, client?.clientId)).system ?? '';
      await show(ctx, op, async page =>
        deviceConfirmPage(page, { ...deviceForm(ctx), code: userCode, system: name }),
      );
    },
    deviceDoneSource: async ctx => {
      const op = operationAt(system, ctx);
      const name = (await restartOf(op, ctx.oidc.client?.clientId)).system ?? '';
      await show(ctx, op, async page => deviceDonePage(page, name));
    },
  };
  const show = async (
    ctx: KoaContextWithOIDC,
    op: Operation,
    view: (page: Awaited<ReturnType<typeof pageOf>>, web: Web) => Promise<Html>,
  ) => {
    const { web } = pages;
    if (!web) throw new Error('the engine answers before the app is put together');
    const page = await pageOf(web, requestOf(ctx), op);
    ctx.type = 'html';
    ctx.body = `<!doctype html>\n${(await view(page, web)).text}`;
  };
  return pages;
}

/** Name of a system and the address where a person begins there; undefined for what is not known. */
export async function restartOf(
  op: Operation,
  clientId: string | undefined,
): Promise<{ system: string | undefined; restart: string | undefined }> {
  const client = clientId ? await findClient(op, clientId) : undefined;
  if (!client) return { system: undefined, restart: undefined };
  const known = await findSystemOfClient(op, client.id);
  return { system: client.name[op.lang], restart: known?.signInUrl ?? homeOf(client) };
}

/** The registered page of a client, else the origin that it is redirected to. */
function homeOf(client: Client): string | undefined {
  const { initiate_login_uri: login, client_uri: home, redirect_uris: uris } = client.metadata;
  const first: unknown = Array.isArray(uris) ? uris[0] : undefined;
  for (const address of [login, home])
    if (typeof address === 'string' && /^https?:\/\//.test(address)) return address;
  return typeof first === 'string' && URL.canParse(first) ? `${new URL(first).origin}/` : undefined;
}

function sentenceFor(lang: Lang, status: number): string {
  const { faults } = messages(lang);
  return status >= 500 ? faults['web.unexpected']({}) : faults['oidc.request_refused']({});
}
