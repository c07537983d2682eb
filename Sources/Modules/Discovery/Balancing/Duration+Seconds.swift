extension Duration {
  /// Exact to a nanosecond for any time that a process runs. By hand, since this is done twice for each request: the
  /// general conversion from 128 bits takes longer than everything else in a choice.
  var inSeconds: Double {
    let attoseconds = attoseconds
    let high = Double(Int64(truncatingIfNeeded: attoseconds >> 64)) * 0x1p64
    return (high + Double(UInt64(truncatingIfNeeded: attoseconds))) * 1e-18
  }

  /// `1.2 s`, for people.
  var shown: String {
    let tenths = Int((inSeconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
