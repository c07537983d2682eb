extension Duration {
  @inline(__always)
  var inSeconds: Double { inAttoseconds * 1e-18 }

  @inline(__always)
  var inNanoseconds: Double { inAttoseconds * 1e-9 }

  /// Exact to a nanosecond for any time that a process runs. By hand, since this is done three times for each request: the
  /// general conversion from 128 bits takes longer than everything else in a choice.
  @inline(__always)
  private var inAttoseconds: Double {
    let attoseconds = attoseconds
    // In parts of 64 and 63 bits: a processor converts signed numbers only. The last bit is none that counts.
    let high = Double(Int64(truncatingIfNeeded: attoseconds >> 64))
    let low = Double(Int64(truncatingIfNeeded: attoseconds >> 1) & .max)
    return high * 0x1p64 + low * 2
  }

  /// `1.2 s`, for people.
  var shown: String {
    let tenths = Int((inSeconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
