import { type Request, type Response, Router } from 'express';
import type { ValueGroup } from '../../views/flow/data.ts';
import { profileFieldPage, profilePage } from '../../views/me/profile.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel, findField, isSayable, readFields, valueKeys } from '../profile/index.ts';
import { formText, operationOf, pageOf, postForm, requirePerson, sendPage, type Web } from '../web/index.ts';
import { awaitedIn, fieldDataOf, fieldFor, profilesOf, sayField, type Whose, whose } from './profile.ts';
import { type Reader, readerOf } from './reader.ts';
import { groupsOf } from './values.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A person's own values and those of his entities: GET /me/profile?of=, GET and POST /me/profile/:key?of= */
export function profileRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/profile', signedIn, async (req: Request, res: Response) => {
    const { op, profiles, subject } = await subjectOf(req);
    const page = await pageOf(web, req, op);
    const fields = await readFields(op, subject.id, valueKeys(subject.kind));
    const open = Object.entries(fields).filter(([key, { status }]) => {
      const field = findField(key);
      if (!subject.maySay || status !== 'absent' || !field || !isSayable(field)) return false;
      return !key.startsWith('business.') || fields['business.kind']?.status === 'present';
    });
    sendPage(
      res,
      profilePage(page, {
        profiles: profiles.map(({ id, name, kind }) => ({
          id,
          name,
          self: kind === 'person',
          current: id === subject.id,
        })),
        groups: linked(groupsOf(page, fields), subject),
        awaited: awaitedIn(Object.values(fields), op.lang),
        open: open.map(([key]) => ({ key, label: fieldLabel(key, op.lang) })),
        of: queryOf(subject),
      }),
    );
  });

  router.get('/me/profile/:key', signedIn, async (req: Request<{ key: string }>, res: Response) => {
    const { op, reader, subject } = await subjectOf(req);
    const page = await pageOf(web, req, op);
    const data = await fieldDataOf(op, reader, subject, fieldFor(subject, req.params.key));
    sendPage(res, profileFieldPage(page, { ...data, of: queryOf(subject), saved: req.query.saved === '1' }));
  });

  router.post(
    '/me/profile/:key',
    signedIn,
    postForm,
    async (req: Request<{ key: string }>, res: Response) => {
      const { op, reader, subject } = await subjectOf(req);
      const field = fieldFor(subject, req.params.key);
      const refused = await sayField(op, subject, field, name => formText(req, name));
      const of = queryOf(subject);
      if (!refused) return res.redirect(303, `/me/profile/${field.key}${of === '' ? '?' : `${of}&`}saved=1`);
      const page = await pageOf(web, req, op);
      const data = await fieldDataOf(op, reader, subject, field, refused);
      sendPage(res, profileFieldPage(page, { ...data, of, saved: false }), 422);
    },
  );

  return router;
}

async function subjectOf(
  req: Request,
): Promise<{ op: Operation; reader: Reader; profiles: readonly Whose[]; subject: Whose }> {
  const op = operationOf(req);
  const reader = await readerOf(op);
  const profiles = profilesOf(op, reader);
  const { of } = req.query;
  const id = of === undefined ? undefined : typeof of === 'string' && UUID.test(of) ? of : '';
  return { op, reader, profiles, subject: whose(profiles, id) };
}

const queryOf = (subject: Whose): string => (subject.kind === 'person' ? '' : `?of=${subject.id}`);

/** Each value leads to its past. */
function linked(groups: readonly ValueGroup[], subject: Whose): ValueGroup[] {
  return groups.map(group => ({
    ...group,
    rows: group.rows.map(row => ({ ...row, href: `/me/profile/${row.key}${queryOf(subject)}` })),
  }));
}
