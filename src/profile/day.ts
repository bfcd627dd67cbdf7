export { dayInIran } from '../calendar.ts';
