/**
 * notices owns what people are told when a purpose comes to ask for more: whom it concerns (a standing permission, or
 * fields handed out under law within a year), and what stands on their page. It decides nothing about purposes
 * (clients) nor permissions (consent). The background tells, a person's pages show.
 */

export { listNotices, type Notice } from './list.ts';
export { tellOfPurposes } from './tell.ts';
