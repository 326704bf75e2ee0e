import { readContract } from '../../src/contract/document.ts';

/** A contract of two screens, with everything that a real one asks of a request. */
export const TINY = readContract(`
openapi: 3.1.0
info: { title: Tiny, version: 1.0.0 }
security: [{ session: [] }]
paths:
  /v1/notes:
    get:
      operationId: listNotes
      security: []
      x-dependent-required: { from: [to], to: [from] }
      parameters:
        - { name: from, in: query, schema: { $ref: '#/components/schemas/Instant' } }
        - { name: to, in: query, schema: { $ref: '#/components/schemas/Instant' } }
        - { name: colour, in: query, schema: { type: array, maxItems: 2, items: { type: string, enum: [red, blue] } } }
        - { name: bright, in: query, schema: { type: boolean } }
        - { name: hours, in: query, schema: { type: number, minimum: 0.25, maximum: 10, multipleOf: 0.25 } }
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
        - { name: q, in: query, schema: { type: string, minLength: 1, maxLength: 10 } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object } } } }
        '400': { $ref: '#/components/responses/Problem' }
    post:
      operationId: writeNote
      x-refusals: [wrong-state, idempotency-key-missing, idempotency-key-in-progress, idempotency-key-reused]
      parameters:
        - { name: Idempotency-Key, in: header, required: true, schema: { type: string, minLength: 8, maxLength: 100 } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NoteRequest' } } } }
      responses:
        '201':
          description: created
          headers: { ETag: { $ref: '#/components/headers/ETag' }, Location: { required: true, schema: { type: string, format: uri } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
        '409': { $ref: '#/components/responses/Problem' }
        '422': { $ref: '#/components/responses/Problem' }
  /v1/notes/{noteId}:
    parameters:
      - { name: noteId, in: path, required: true, schema: { type: string, pattern: '^[a-z]+$', examples: [abc] } }
    get:
      operationId: getNote
      security: [{}, { session: [] }]
      x-refusals: [not-found]
      responses:
        '200':
          description: ok
          headers: { ETag: { $ref: '#/components/headers/ETag' } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
        '404': { $ref: '#/components/responses/Problem' }
    put:
      operationId: changeNote
      x-refusals: [version-missing, version-outdated]
      parameters:
        - { name: If-Match, in: header, required: true, schema: { type: string, pattern: '^"[0-9]{1,9}"$', examples: ['"3"'] } }
      responses:
        '204': { description: done }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
        '412': { $ref: '#/components/responses/Problem' }
        '428': { $ref: '#/components/responses/Problem' }
components:
  headers:
    ETag: { required: true, schema: { type: string, pattern: '^"[^"]+"$' } }
  responses:
    Problem: { description: wrong, content: { application/problem+json: { schema: { type: object } } } }
  schemas:
    Instant: { type: string, format: date-time, pattern: '^20[0-9]{2}-', examples: ['2026-12-04T19:00:00+01:00'] }
    NoteRequest:
      type: object
      required: [text, period]
      additionalProperties: false
      properties:
        text: { type: string, minLength: 1, maxLength: 20, pattern: '\\S' }
        period:
          type: object
          required: [start, end]
          additionalProperties: false
          properties: { start: { $ref: '#/components/schemas/Instant' }, end: { $ref: '#/components/schemas/Instant' } }
        persons: { type: integer, minimum: 1, maximum: 50 }
        tags: { type: array, maxItems: 2, items: { type: string, maxLength: 5 } }
    NoteBase:
      type: object
      required: [id]
      properties: { id: { type: string }, period: { $ref: '#/components/schemas/Span' } }
    Span:
      type: object
      required: [start]
      properties: { start: { type: string } }
    Note:
      allOf:
        - $ref: '#/components/schemas/NoteBase'
        - type: object
          required: [text]
          properties: { text: { type: string } }
`);

export const operationNamed = (id: string) => {
  const found = TINY.operations.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
