import { Client } from 'pg';

/** The address of a database behind a socket. The host is there for readers of URLs; `?host=` is what counts. */
export const socketUrl = (socketDir: string, database: string): string =>
  `postgresql://openzaal@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}`;

/** Does one thing on a connection of its own. Waits at most 5 s for the connection and 60 s for each answer. */
export async function withConnection<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 60_000 });
  // A server that dies meanwhile also fails the query, which is where it is dealt with.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
