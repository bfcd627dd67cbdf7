import { common } from './en/common.ts';
import { faults } from './en/faults.ts';
import type { Messages } from './fa.ts';

export const en = { common, faults } satisfies Messages;
