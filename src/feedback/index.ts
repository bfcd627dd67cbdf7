/**
 * feedback owns what people say of a system after they used it, and what its agency replies. A person is asked once, on
 * her own page; her text is read by somebody before anybody else sees it, and only if she agreed. It tells sums, never
 * of few. me, admin and app.ts call it; the officers of an agency read and reply at
 * /agency/agencies/{id}/feedback.
 */
export { type Asked, askedOf } from './ask.ts';
export {
  checkText,
  type FeedbackRead,
  listFeedback,
  listFeedbackOfAgency,
  replyOfAgency,
  replyToFeedback,
} from './check.ts';
export {
  declineFeedback,
  forgetFeedbackOf,
  type Given,
  giveFeedback,
  listOwnFeedback,
  type OwnFeedback,
} from './give.ts';
export { feedbackRoutes } from './routes.ts';
export { type Score, type ShownText, scoreOf, shownTexts } from './score.ts';
