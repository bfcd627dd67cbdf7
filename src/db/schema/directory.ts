export interface GovernmentSystemTable {
  number: number;
  name_fa: string;
  name_en: string;
  owner_fa: string;
  owner_en: string;
  url: string;
  processes: string[];
  client_id: string | null;
  sign_in_url: string | null;
}

export interface DirectoryTables {
  government_system: GovernmentSystemTable;
}
