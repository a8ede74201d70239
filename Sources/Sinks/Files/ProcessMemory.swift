/// How this process asks the system for memory.
package enum ProcessMemory {
  /// Keeps memory that was freed, for the next row group wants as much again.
  ///
  /// Otherwise glibc maps every large array anew, and each of its pages is faulted in and cleared:
  /// a quarter of the time of a run that writes Parquet. With another C library nothing is done.
  package static func keepFreed() {
    // The largest threshold that glibc takes.
    SystemCalls.keepMemory(largest: 32 << 20, most: 512 << 20)
  }
}
