export { pairwiseSub } from '../keys.ts';
