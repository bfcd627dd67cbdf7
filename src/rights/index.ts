/**
 * rights owns what a person may ask of data about himself: seeing where to correct it, erasing what he said himself,
 * and closing the account (a wait, then crypto-shredding). What is held is the other rooms'; taking it away as a file
 * is me's, which composes them. endings.ts joins what has to end with an account.
 */

export { type Closing, closeDueAccounts, findClosing, onAccountClosed } from './close.ts';
export { rightsRoutes } from './routes.ts';
