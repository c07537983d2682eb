// Numbers and dates as the reader's own language writes them. Every function takes what a service sent and gives text;
// an unknown value is a dash.
import { number, text } from "./values.js";

export const unknown = "–";

function numeric(value, options, locale) {
  const known = number(value);
  return known === null ? unknown : new Intl.NumberFormat(locale, options).format(known);
}

/**
 * An amount, with more digits below 1, where a price would look like another or like nothing. A currency that is no ISO 4217
 * code (London's "GBp" is pence) is written after the number, not guessed.
 */
export function money(value, currency, locale) {
  const small = Math.abs(number(value) ?? 1) < 1 && number(value) !== 0;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: small ? 4 : 2 };
  const amount = numeric(value, digits, locale);
  if (amount === unknown || text(currency) === null) return amount;
  if (!/^[A-Z]{3}$/.test(currency)) return `${amount} ${currency}`;
  return numeric(value, { style: "currency", currency, ...(small ? { maximumFractionDigits: 4 } : {}) }, locale);
}

/** A change in percent with its sign: 1.5 is "+1.5%". */
export function change(percent, locale) {
  const known = number(percent);
  const options = { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" };
  return numeric(known === null ? null : known / 100, options, locale);
}

export function count(value, locale) {
  return numeric(value, { maximumFractionDigits: 0 }, locale);
}

/** A count where room is short: 12,345 is "12K". */
export function shortCount(value, locale) {
  return numeric(value, { notation: "compact", maximumFractionDigits: 1 }, locale);
}

export function decimal(value, digits, locale) {
  return numeric(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }, locale);
}

/** A temperature. `format` is the service's word, which one early service spelt "Farenheit". */
export function temperature(value, format, locale) {
  const unit = /^f/i.test(text(format) ?? "") ? "fahrenheit" : "celsius";
  return numeric(value, { style: "unit", unit, maximumFractionDigits: 1 }, locale);
}

/** A temperature in a row of temperatures, where the unit would be said five times: whole degrees. */
export function degrees(value, locale) {
  const whole = numeric(value, { maximumFractionDigits: 0, signDisplay: "negative" }, locale);
  return whole === unknown ? unknown : `${whole}°`;
}

export function milliseconds(value, locale) {
  return numeric(value, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 }, locale);
}

/** A duration in milliseconds, of which a tenth counts only where there are few. */
export function latency(value, locale) {
  const digits = number(value) < 10 ? 1 : 0;
  return numeric(value, { style: "unit", unit: "millisecond", maximumFractionDigits: digits }, locale);
}

/** A duration in seconds as the largest unit that says enough: "0.6s", "42s", "5m", "12h". */
export function seconds(value, locale) {
  const known = number(value);
  const [unit, size] = known >= 5940 ? ["hour", 3600] : known >= 100 ? ["minute", 60] : ["second", 1];
  const digits = known < 10 ? 1 : 0;
  const options = {
    style: "unit", unit, unitDisplay: "narrow", minimumFractionDigits: digits, maximumFractionDigits: digits,
  };
  return numeric(known === null ? null : known / size, options, locale);
}

/** Today's answers by the clock, older ones by the day. */
export function moment(epochMilliseconds, now = Date.now(), locale) {
  const then = new Date(epochMilliseconds);
  const sameDay = then.toDateString() === new Date(now).toDateString();
  const options = sameDay ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale, options).format(then);
}

/** A calendar day, "2026-11-21". It has no time zone, so it is read and written in UTC and never slips by a day. */
export function day(date, options, locale) {
  const parsed = new Date(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date ?? "") || Number.isNaN(parsed.getTime())) return unknown;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(parsed);
}

/** "FR" is "France"; what is no country code stays as it is. */
export function country(code, locale) {
  if (!/^[A-Z]{2}$/.test(code ?? "")) return text(code);
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(code);
}
