/** Of applications that go on at another system: what happened, what did not, what to do. */
export const handoverFaults = {
  'handover.malformed':
    'این درخواست خوانده نشد و چیزی سپرده نشد. to و application و licence_kind (یا reference) را به‌صورت متن کوتاه بنویسید.',
  'handover.no_such_system':
    'سامانه‌ای با این client_id که کار کند نیست، یا خود شمایید؛ چیزی سپرده نشد. شناسه را بسنجید.',
  'handover.too_many':
    'از این سامانه برای این شخص مرجع‌های بسیاری هنوز مانده است و مرجع تازه‌ای ساخته نشد. ده دقیقهٔ دیگر دوباره بکوشید.',
  'handover.not_found':
    'چنین مرجعی برای این سامانه و این شخص نیست، یا به کار رفته یا زمانش گذشته است. چیزی داده نشد. درخواست را از سامانهٔ آغازین دوباره بفرستید.',
  'handover.other_subject':
    'این درخواست از طرف کس دیگری است و چیزی داده نشد. با entity_hint همان شخص حقوقی دوباره وارد شوید؛ مرجع هنوز به کار نرفته است.',
  'handover.ended': 'این درخواست بسته شده است و وضعیت تازه‌ای نوشته نشد.',
  'handover.unknown_status': 'این وضعیت در فهرست نیست و چیزی نوشته نشد. یکی از وضعیت‌های قرارداد را بنویسید.',
};
