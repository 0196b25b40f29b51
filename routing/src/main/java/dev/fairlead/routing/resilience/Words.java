package dev.fairlead.routing.resilience;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/** Memory that several processes see: words of eight bytes, and bytes between them. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer memory;

  Words(MappedByteBuffer memory) {
    this.memory = memory;
  }

  long get(int at) {
    return (long) LONGS.getVolatile(memory, at);
  }

  void set(int at, long value) {
    LONGS.setVolatile(memory, at, value);
  }

  boolean replace(int at, long expected, long value) {
    return LONGS.compareAndSet(memory, at, expected, value);
  }

  /** Bytes in no order with anything but the words around them. */
  byte[] bytes(int at, int length) {
    byte[] bytes = new byte[length];
    memory.get(at, bytes);
    VarHandle.fullFence();
    return bytes;
  }

  /** Bytes that are there before any word that is set later, and not before one set earlier. */
  void put(int at, byte[] bytes) {
    VarHandle.fullFence();
    memory.put(at, bytes);
    VarHandle.fullFence();
  }
}
