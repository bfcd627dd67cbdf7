import { admin } from './en/admin.ts';
import { common } from './en/common.ts';
import { errors } from './en/errors.ts';
import { faults } from './en/faults.ts';
import { flow } from './en/flow.ts';
import { values } from './en/values.ts';
import { window } from './en/window.ts';
import type { Messages } from './fa.ts';

export const en = { admin, common, errors, faults, flow, values, window } satisfies Messages;
