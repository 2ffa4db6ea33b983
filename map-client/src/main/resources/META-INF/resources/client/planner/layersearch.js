// Whether a layer fits what was typed: title in both languages, id, theme, department; pinyin and initials where the
// catalogue gives them. Every word must be found somewhere.
export function fits(layer, query, theme) {
  if (!query) return true;
  const texts = [layer.title.zh, layer.title.en, layer.id, theme?.title.zh, theme?.title.en, layer.origin?.owner, layer.pinyin, layer.initials]
    .filter(Boolean).map(text => text.toLowerCase());
  return query.toLowerCase().split(/\s+/).every(word => texts.some(text => text.includes(word)));
}
