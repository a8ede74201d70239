"""Writes the coefficient tables of the normal quantile and the error functions, for C and Swift.

Run from the root of the package: python3 Scripts/oracles/emit_tables.py (about 20 s).
"""
import sys

import mpmath as mp

sys.path.insert(0, "Scripts/oracles")
import fit_elementary as fit

mp.mp.dps = 60


def c_horner(name, values):
    lines = [f"CK_TABLE double {name}(double t) {{", f"  double p = {float(values[-1]).hex()};"]
    lines += [f"  p = p * t + {float(v).hex()};" for v in reversed(values[:-1])]
    return "\n".join(lines + ["  return p;", "}", ""])


def swift_horner(name, values):
    lines = [f"  @inline(__always) static func {name}(_ t: Double) -> Double {{",
             f"    var p = {float(values[-1]).hex()}"]
    lines += [f"    p = p * t + {float(v).hex()}".replace("+ -", "- ") for v in reversed(values[:-1])]
    return "\n".join(lines + ["    return p", "  }", ""])


top = mp.mpf("0.4375") ** 2
central = fit.rational(
    lambda r: fit.quantile_lower(mp.mpf(1) / 2 - mp.sqrt(r)) / mp.sqrt(r),
    mp.mpf("1e-12"), top, lambda r: top - r, 8, 8)
tail_of = lambda r: fit.quantile_lower(mp.exp(-r * r))
tail = fit.rational(
    tail_of, mp.sqrt(-mp.log(mp.mpf("0.06251"))), mp.mpf(8), lambda r: r - 2, 9, 9)
far = fit.rational(tail_of, mp.mpf("7.9"), mp.mpf("27.4"), lambda r: r - 8, 7, 7)
worst = ", ".join(f"{n} {mp.nstr(f[2], 2)}" for n, f in
                  [("central", central), ("tail", tail), ("far tail", far)])
mp.mp.dps = 40
LN2H = float(mp.floor(mp.log(2) * mp.mpf(2) ** 33) / mp.mpf(2) ** 33)
LN2L = float(mp.log(2) - mp.mpf(LN2H))
with open("Sources/CKernels/quantile_tables.h", "w") as out:
    out.write("// Written by Scripts/oracles/emit_tables.py; relative error of the exact functions:\n"
              f"// {worst}.\n")
    out.write("#ifndef CK_QUANTILE_TABLES_H\n#define CK_QUANTILE_TABLES_H\n\n"
              "#pragma clang fp contract(off)\n\n"
              "#define CK_TABLE static inline __attribute__((always_inline))\n\n")
    out.write(f"#define CK_LN2_HIGH {LN2H.hex()}\n#define CK_LN2_LOW {LN2L.hex()}\n")
    out.write(f"#define CK_LOG2E {float(1 / mp.log(2)).hex()}\n")
    for k in range(1, 12):
        out.write(f"#define CK_ATANH_{k} {float(mp.mpf(2) / (2 * k + 1)).hex()}\n")
    for k in range(3, 14):
        out.write(f"#define CK_EXP_{k} {float(1 / mp.factorial(k)).hex()}\n")
    out.write("\n")
    for name, values in [("CK_CENTRAL_P", central[0]), ("CK_CENTRAL_Q", central[1]),
                         ("CK_TAIL_P", tail[0]), ("CK_TAIL_Q", tail[1])]:
        out.write(c_horner(name, values) + "\n")
    out.write("#endif\n")
with open("Sources/Sampling/Elementary/NormalTables.swift", "w") as out:
    out.write("/// Rational functions of the normal quantile, written by "
              f"Scripts/oracles/emit_tables.py.\n///\n/// Relative error: {worst}.\n")
    out.write("enum NormalTables {\n")
    out.write("\n".join(swift_horner(n, v) for n, v in [
        ("centralNumerator", central[0]), ("centralDenominator", central[1]),
        ("tailNumerator", tail[0]), ("tailDenominator", tail[1]),
        ("farNumerator", far[0]), ("farDenominator", far[1])]))
    out.write("}\n")


def series(label, count):
    def g(y):
        t = (y + 1) / 2
        x = 4 / t - 4
        c = x if label == "erfcx" else x / mp.sqrt(2)
        if x > 1000:
            total = term = mp.mpf(1)
            for k in range(1, 40):
                term *= -(2 * k - 1) / (2 * c * c)
                total += term
            v = total / (c * mp.sqrt(mp.pi))
        else:
            v = mp.erfc(c) * mp.exp(c * c)
        return (v if label == "erfcx" else v / 2) / t
    return fit.chebyshev(g, -1, 1, count)


with open("Sources/Sampling/Elementary/ErrorFunctionTables.swift", "w") as out:
    out.write("/// Chebyshev series in `2 t - 1`, `t = 4 / (4 + x)`, of a scaled tail over `t`.\n"
              "/// Written by Scripts/oracles/emit_tables.py; the first term left out is below 1e-18.\n"
              "enum ErrorFunctionTables {\n")
    for label, name, says in [
        ("normal", "normalTail", "Upper normal tail times `exp(x^2 / 2)`."),
        ("erfcx", "scaledErfc", "`erfc(x) exp(x^2)`."),
    ]:
        c = series(label, 44)
        count = max(k for k, v in enumerate(c) if abs(v) > mp.mpf("1e-18")) + 1
        out.write(f"  /// {says}\n  static let {name}: [Double] = [\n")
        for v in c[:count]:
            out.write(f"    {float(v).hex()},\n")
        out.write("  ]\n")
    out.write("}\n")
