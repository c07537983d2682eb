// The order of the rows.

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The direction a column takes when first chosen: the largest number, the first letter. */
export function firstDirection(column) {
  return column.kind === "number" ? "descending" : "ascending";
}

/** The sort after the button of `column` was pressed. */
export function pressed(sort, column) {
  if (sort.key !== column.key) return { key: column.key, direction: firstDirection(column) };
  return { key: column.key, direction: sort.direction === "ascending" ? "descending" : "ascending" };
}

/** `entries` by `column.value`. Unknown values come last in both directions; equals keep their order. */
export function sorted(entries, column, direction) {
  const sign = direction === "descending" ? -1 : 1;
  return entries
    .map((entry) => ({ entry, value: column.value(entry) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * (column.kind === "number" ? a.value - b.value : collator.compare(a.value, b.value));
    })
    .map(({ entry }) => entry);
}
