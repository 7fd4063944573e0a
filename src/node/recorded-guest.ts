/** What a simulated node says where only a real guest could answer; whoever asks tells it from a failure by this. */
export const RECORDED_GUEST = 'a recorded guest has no network';
