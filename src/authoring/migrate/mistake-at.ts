/** A mistake at the place of a value. Pure. */
import type { Found, Mistake } from './source.ts';

export const mistakeAt = ({ role, pointer }: Found, text: string): Mistake => ({ role, pointer, text });
