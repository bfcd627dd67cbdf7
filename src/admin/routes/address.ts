import type { Request, Response } from 'express';
import type { Operation } from '../../operation.ts';
import { textOf } from '../read-json.ts';

export type Scope = 'admin:read' | 'admin:write' | 'agency:read' | 'agency:write';
export type Answer = (op: Operation, req: Request, res: Response) => Promise<unknown>;

/** Adds one address to the API: method and path, the scope it needs, and what it answers as JSON. */
export type Address = (method: 'get' | 'post' | 'delete', path: string, scope: Scope, answer: Answer) => void;

/** 1 to 200, 50 unless told. */
export function limitOf(req: Request): number {
  const limit = Number(textOf(req.query.limit) || 50);
  return Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 200) : 50;
}
