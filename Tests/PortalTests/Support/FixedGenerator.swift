/// Random numbers that are not: the same one again and again. Not 0, which drawing from a range would refuse for ever.
struct FixedGenerator: RandomNumberGenerator {
  var value: UInt64

  mutating func next() -> UInt64 { value }
}
