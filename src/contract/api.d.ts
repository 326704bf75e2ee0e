export interface operations { [key: string]: unknown }
