import Columnar

/// Expressions that use each function and operator, over the columns of `RandomExpression.bench`.
enum EveryFunction {
  static let expressions = operators + numbers + rounding + texts + times + choices + literals

  private static let operators = [
    "i + j", "i - l", "j * k", "i / 4", "x / y", "p + q", "p - q", "p * q", "w + p", "w * i", "-p",
    "-x", "-i", "-h", "x + y", "x - p", "x * i", "p / q", "i = j", "p <> q", "p < 3", "x <= y",
    "w > p", "w >= i", "b = c", "b <> c", "g = g", "g <> g", "t < u", "t >= 'core'", "t = u",
    "b and c", "b or c", "not b", "b is missing", "p is present", "i between j and 5",
    "d not between e and r", "i in (1, 2, j)", "t in ('a', 'Zoë', 'it''s {0}')",
    "t not in ('core')", "d = r", "s > d", "z > z - 1h", "m < m", "h < 1.5h", "h >= 2w",
    "p = 1.2500", "f > x", "f = 1", "(b or c) and not (b and c)", "null is missing",
    "i = 0 or mod(5, i) = 1", "c or x / i > 0", "i <= 0 or log(i) > 1", "i < 0 or sqrt(i) > 1",
    "i < 0 and mod(5, i) = 1", "coalesce(x / i, 1)", "if(c, log(i), 1)", "c or pow(i, 0.5) > 1",
  ]

  private static let numbers = [
    "abs(i)", "abs(p)", "abs(x)", "abs(h)", "abs(w)", "sign(i)", "sign(p)", "sign(x)", "sign(w)",
    "sign(h)", "mod(i, 3)", "mod(-7, k + 1000)", "mod(j, -2)", "max(i, j)", "min(i, j, 3)",
    "max(p, q)", "min(x, y, p)", "max(t, u)", "min(d, e)", "max(s, r, d)", "min(h, 1h)",
    "max(w, i)",
    "exp(x / 100)", "exp(-i)", "log(y)", "log(i + 100)", "sqrt(y)", "sqrt(abs(p))", "pow(y, 2)",
    "pow(2, i)", "pow(y, x / 100)", "sin(x)", "cos(y)", "sin(2 * pi * day_of_year(e) / 365.2425)",
    "int(x)", "int(p)", "int(w)", "int(b)", "int('-12')", "int(text(i))", "float(i)", "float(p)",
    "float(w)", "float(f)", "float('3e-4')", "float(text(j))", "float(concat(i, '.5'))",
  ]

  private static let rounding = [
    "round(x)", "round(y * 10)", "round(p)", "round(p / 8, 2)", "round(x / 8, 1)", "round(y, 3)",
    "round(p, 1)", "round(p, 0)", "round(q, 2)", "round(q, 3)", "round(w, 2)", "round(w)",
    "round(-p)", "round(x * 1.005, 2)", "round(1.115 * y, 2)", "round(1e15 * y, 2)",
    "round(float(p) * 1.115, 2)", "round(float(i) + 0.285, 2)", "round(y, 0)", "round(y, 11)",
    "floor(x)", "floor(-y)", "floor(p)", "floor(w)", "floor(q)", "ceil(x)", "ceil(p)", "ceil(-q)",
    "ceil(w)", "round(i)", "floor(j)", "round(0.125 * i, 2)", "round(float(i) / 8, 2)",
  ]

  private static let texts = [
    "concat(t, ' ', u)", "concat(i, p, d, b, s, m, g, z)", "concat(q)", "concat(w, t)", "lower(t)",
    "lower('ÄRGER')", "upper(t)", "upper(concat(u, 'ß straße'))", "trim(concat('  ', t, ' \t'))",
    "trim('\u{3000}a\u{A0}')", "length(t)", "length('🤦🏼‍♂️')", "length(u)", "substring(t, 2)",
    "substring(t, 2, 2)", "substring(t, 0, 3)", "substring(t, -1, 3)", "substring(u, i, 2)",
    "substring(u, i, j)", "substring(u, 1, k)", "substring(u, 9, 2)", "replace(t, 'o', '0')",
    "replace(t, '', 'x')", "replace(u, t, '-')", "replace('it''s', '''', '''''')",
    "lpad(t, 6, '*')", "lpad(text(i), 3, '0')", "lpad(t, 2, '{')", "lpad(u, 5, 'ë')", "text(i)",
    "text(p)", "text(w)", "text(q)", "text(b)", "text(d)", "text(s)", "text(r)", "text(z)",
    "text(m)",
    "text(g)", "text(u)", "text(-q)", "concat('a''b', '\\', '\n', '%', '\"')",
  ]

  private static let times = [
    "year(d)", "year(s)", "year(r)", "quarter(d)", "quarter(z)", "month(e)", "month(r)",
    "day_of_month(d)", "day_of_month(r)", "day_of_year(e)", "day_of_year(s)", "isodow(d)",
    "isodow(r)", "isodow(z)", "hour(s)", "hour(r)", "hour(m)", "hour(z)", "minute(s)", "minute(m)",
    "second(s)", "second(m)", "second(r)", "day(s)", "day(r)", "day(d)", "day(z)", "date(r)",
    "date('2024-02-29')", "date(text(d))", "time(s)", "time(r)", "time(m)", "time('18:30')",
    "time(text(m))", "timestamp(d)", "timestamp(s)", "timestamp('2024-11-29 18:30:05.25')",
    "timestamp(text(s))", "timestamp(concat(text(e), ' 06:00'))", "days(i)", "days(x)", "hours(x)",
    "hours(p)", "minutes(i)", "seconds(y)", "seconds(1.5 * i)", "d + 90d", "d - 2w", "d + days(i)",
    "d + hours(i)", "d + 36h", "d + i", "i + e", "d - 3", "d + m", "m + e", "s + h", "s - h",
    "h + r", "s - r", "s - d", "d - s", "d - e", "e - d", "m - m", "z - z", "z + 1.5h", "z - s",
    "d + 1mo", "d - 1mo", "d + 1y", "date('2024-01-31') + 1mo", "s + 13mo", "s - 1y", "r - 1mo",
    "add_months(d, k)", "add_months(s, i)", "add_months(date('2024-01-31'), i)", "add_months(z, 3)",
    "months(d, e)", "months(e, d)", "months(r, s)", "months(s, d)", "months(d, d)",
    "months(date('2024-01-31'), d)", "months(d, date('2024-02-29'))",
    "months(timestamp('2024-01-31 12:00'), r + 30d)", "months(e, e + 31d)",
    "months(e, e + days(k))",
    "h + 1h", "h - h", "h * 2", "h * 1.5", "2 * h", "x * 1h", "h / 3", "h / 1h", "h / h",
    "(s - r) / 1d", "(d - e) / 1d", "year(d) * 12 + month(d)",
  ]

  private static let choices = [
    "if(b, i, j)", "if(b, p, q)", "if(c, t, u)", "if(b, d, e)", "if(b, d, s)", "if(c, x, p)",
    "if(b, h, 1h)", "if(i > 0, 'plus', if(i = 0, 'none', 'minus'))", "if(b, null, i)",
    "if(i = 0, 0, x / i)", "coalesce(j, i)", "coalesce(b, c)", "coalesce(t, u, 'x')",
    "coalesce(d, e)", "coalesce(r, s)", "coalesce(p, x)", "coalesce(p, i, 0)",
    "coalesce(x, null, 1)",
    "coalesce(h, 1h)", "if(t is missing, 'no', concat('<', t, '>'))", "coalesce(g, g)",
  ]

  private static let literals = [
    "i + 0", "l + 9223372036854775807 * 0", "12345678901234567890 + w", "p * 0.00000001",
    "1e300 * y", "-0.0 * y", "0.1 + y", "d >= date('0001-01-01')", "s < timestamp('9999-12-31')",
    "m >= time('00:00:00.000001')", "b = true", "h > 1s", "h < 1mo", "i * 3 - 2 * (j - 1)",
    "x * 1.0", "q + 99999999999999999999999999.5", "t = ''", "u <> 'a\u{1F600}b'",
  ]

  /// Values that a declared type converts.
  static let conversions: [(String, LogicalType)] = [
    ("y", .decimal(precision: 10, scale: 2)), ("x / 8", .decimal(precision: 10, scale: 2)),
    ("x / 8 - 0.005", .decimal(precision: 12, scale: 2)),
    ("1.115 * i", .decimal(precision: 8, scale: 2)),
    ("float(p) * 1.005", .decimal(precision: 20, scale: 3)),
    ("1e14 * y", .decimal(precision: 38, scale: 2)),
    ("y", .decimal(precision: 20, scale: 11)), ("x", .int32), ("x + 0.25", .int8), ("y", .float32),
    ("x", .float32), ("p", .decimal(precision: 10, scale: 1)),
    ("p / 3", .decimal(precision: 12, scale: 2)),
    ("p", .decimal(precision: 10, scale: 0)), ("p", .int64),
    ("q", .decimal(precision: 4, scale: 1)),
    ("w", .decimal(precision: 24, scale: 0)), ("w", .decimal(precision: 24, scale: 2)),
    ("w * 1.0000000000", .decimal(precision: 30, scale: 1)), ("w", .float64), ("-p", .int64),
    ("i", .decimal(precision: 10, scale: 4)), ("j", .float64), ("d", .timestamp(utc: false)),
    ("d", .timestamp(utc: true)), ("i", .text), ("p", .text), ("s", .text), ("m", .text),
    ("g", .text),
    ("b", .text), ("z", .text),
  ]
}
