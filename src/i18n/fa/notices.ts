/** What people are told when a system comes to ask for more. */
export const notices = {
  title: 'تازه: بیشتر می‌خواهند',
  text: 'این سامانه‌ها از این پس قلم‌های بیشتری می‌خواهند، یا آن‌ها را بیشتر نگه می‌دارند.',
  about: (system: string, purpose: string) => `${system}، برای «${purpose}»`,
  forWhom: (name: string) => `دربارهٔ ${name}`,
  added: (fields: string) => `قلم‌های تازه: ${fields}`,
  otherwise: 'قلم تازه‌ای نیست؛ شرط‌های دیگرش عوض شده است.',
  consent:
    'بی اجازهٔ تازهٔ شما قلم تازه‌ای داده نمی‌شود: اجازه‌ای که داده‌اید فقط همان را دربرمی‌گیرد که دیده بودید.',
  law: 'به حکم قانون داده می‌شود؛ هر بار در پروندهٔ شما نوشته می‌شود.',
  record: 'ببینید چه داده شده است',
  sms: (address: string) =>
    `یک‌بار: سامانه‌ای که داده‌های شما را می‌گیرد، از این پس بیشتر می‌خواهد. ببینید چه چیزی و با چه حقی: ${address}`,
};
