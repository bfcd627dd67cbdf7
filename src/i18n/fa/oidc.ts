/** The words that the engine's room adds to the pages of sign-in. */
export const oidc = {
  own: 'یک‌بار',
  signInOnly: 'ورود',
  signInOnlyText: 'این سامانه هدفی ثبت نکرده است و تنها می‌خواهد بداند چه کسی وارد شده است.',
  noRetention: 'تا پایان همین ورود',
  noLaw: 'تنها با اجازهٔ شما',
};
