/** Every word that a reader of Persian meets, by area. The source of truth: `en` satisfies its type. */
import { admin } from './fa/admin.ts';
import { agencies } from './fa/agencies.ts';
import { approvals } from './fa/approvals.ts';
import { calls } from './fa/calls.ts';
import { cases } from './fa/cases.ts';
import { checks } from './fa/checks.ts';
import { common } from './fa/common.ts';
import { consents } from './fa/consents.ts';
import { counters } from './fa/counters.ts';
import { credentials } from './fa/credentials.ts';
import { demo } from './fa/demo.ts';
import { developer } from './fa/developer.ts';
import { device } from './fa/device.ts';
import { directory } from './fa/directory.ts';
import { emergency } from './fa/emergency.ts';
import { enrolment } from './fa/enrolment.ts';
import { errors } from './fa/errors.ts';
import { factors } from './fa/factors.ts';
import { faults } from './fa/faults.ts';
import { feedback } from './fa/feedback.ts';
import { fields } from './fa/fields.ts';
import { figures } from './fa/figures.ts';
import { flow } from './fa/flow.ts';
import { inspector } from './fa/inspector.ts';
import { launch } from './fa/launch.ts';
import { life, stops } from './fa/life.ts';
import { lookup } from './fa/lookup.ts';
import { machines } from './fa/machines.ts';
import { mandates } from './fa/mandates.ts';
import { me } from './fa/me.ts';
import { notices } from './fa/notices.ts';
import { oidc } from './fa/oidc.ts';
import { overlap } from './fa/overlap.ts';
import { record } from './fa/record.ts';
import { registries } from './fa/registries.ts';
import { rights } from './fa/rights.ts';
import { sandbox } from './fa/sandbox.ts';
import { say } from './fa/say.ts';
import { secondFactor } from './fa/second-factor.ts';
import { status } from './fa/status.ts';
import { streams } from './fa/streams.ts';
import { support } from './fa/support.ts';
import { suspensions } from './fa/suspensions.ts';
import { transparency } from './fa/transparency.ts';
import { values } from './fa/values.ts';
import { versions } from './fa/versions.ts';
import { window } from './fa/window.ts';

export const fa = {
  admin,
  agencies,
  approvals,
  calls,
  cases,
  checks,
  common,
  consents,
  counters,
  credentials,
  demo,
  developer,
  device,
  directory,
  emergency,
  enrolment,
  errors,
  factors,
  faults,
  feedback,
  fields,
  figures,
  flow,
  inspector,
  launch,
  life,
  lookup,
  machines,
  mandates,
  me,
  notices,
  oidc,
  overlap,
  record,
  registries,
  rights,
  sandbox,
  say,
  secondFactor,
  streams,
  status,
  stops,
  support,
  suspensions,
  transparency,
  values,
  versions,
  window,
};

type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [K in keyof T]: Widen<T[K]> };
export type Messages = Widen<typeof fa>;
