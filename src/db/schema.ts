/** Every table, in schema/ by the room that owns it. A test compares it with the migrated database. */
import type { AdminTables } from './schema/admin.ts';
import type { AgenciesTables } from './schema/agencies.ts';
import type { ApprovalsTables } from './schema/approvals.ts';
import type { AuditTables } from './schema/audit.ts';
import type { CasesTables } from './schema/cases.ts';
import type { ClientsTables } from './schema/clients.ts';
import type { ConsentTables } from './schema/consent.ts';
import type { CountersTables } from './schema/counters.ts';
import type { CustodyTables } from './schema/custody.ts';
import type { DeveloperTables } from './schema/developer.ts';
import type { DirectoryTables } from './schema/directory.ts';
import type { EnrolmentTables } from './schema/enrolment.ts';
import type { EntitiesTables } from './schema/entities.ts';
import type { EventsTables } from './schema/events.ts';
import type { FactorsTables } from './schema/factors.ts';
import type { FeedbackTables } from './schema/feedback.ts';
import type { HandoverTables } from './schema/handover.ts';
import type { IdentityTables } from './schema/identity.ts';
import type { KeyringTables } from './schema/keyring.ts';
import type { MachinesTables } from './schema/machines.ts';
import type { MandatesTables } from './schema/mandates.ts';
import type { MessagesTables } from './schema/messages.ts';
import type { NoticesTables } from './schema/notices.ts';
import type { OidcTables } from './schema/oidc.ts';
import type { OverlapTables } from './schema/overlap.ts';
import type { ProfileTables } from './schema/profile.ts';
import type { RightsTables } from './schema/rights.ts';
import type { SignalsTables } from './schema/signals.ts';
import type { StatusTables } from './schema/status.ts';
import type { SupportTables } from './schema/support.ts';
import type { VaultTables } from './schema/vault.ts';

export interface Schema
  extends VaultTables,
    AuditTables,
    KeyringTables,
    MessagesTables,
    SignalsTables,
    IdentityTables,
    FactorsTables,
    EntitiesTables,
    MandatesTables,
    ProfileTables,
    ClientsTables,
    DirectoryTables,
    OverlapTables,
    StatusTables,
    SupportTables,
    CustodyTables,
    ConsentTables,
    NoticesTables,
    CasesTables,
    FeedbackTables,
    RightsTables,
    ApprovalsTables,
    HandoverTables,
    MachinesTables,
    CountersTables,
    AgenciesTables,
    OidcTables,
    EventsTables,
    EnrolmentTables,
    AdminTables,
    DeveloperTables {}
