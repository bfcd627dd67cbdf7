import type { ErrorRequestHandler } from 'express';
import { problemsOf } from '../../clients/index.ts';
import { isFault } from '../../errors.ts';
import { messages } from '../../i18n/index.ts';
import { operationOf, problemOf, statusOf } from '../../web/index.ts';

/** A refused registration lists everything that is wrong: which field, the code, and a sentence. */
export const tellProblems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const problems = problemsOf(error);
  if (!problems || !isFault(error) || res.headersSent) {
    next(error);
    return;
  }
  const op = operationOf(req);
  const { data: _, ...problem } = problemOf(error, op);
  const sentences = messages(op.lang).admin.problems;
  const errors = problems.map(({ field, code }) => ({ field, code, detail: sentences[code] }));
  op.system.log.info({ tracking: op.tracking, status: statusOf(error), fault: error.code }, 'refused');
  res
    .status(statusOf(error))
    .setHeader('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, errors }));
};
