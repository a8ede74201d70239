import Columnar

/// 10 to the `exponent`, which is 0…38.
func powerOfTen(_ exponent: Int) -> Int128 { LogicalType.powerOfTen(exponent) }
