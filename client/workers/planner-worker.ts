import type { FromWorker, Messages, ToWorker } from './messages.ts';
