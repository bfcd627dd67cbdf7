/** Permissions outside sign-in: messages, the receipt, giving the same again. */
export const consents = {
  texts: {
    endsSoon: (url: string) =>
      `یک‌بار: اجازه‌ای که به سامانه‌ای داده‌اید تا دو هفتهٔ دیگر پایان می‌یابد. اگر بخواهید بماند یا همین حالا پس بگیرید: ${url}`,
  },
};
