package io.tocsin.core.label;

/**
 * Shares equal strings, so that thousands of label sets with the same names and values hold one copy of each.
 *
 * <p>A lossy cache of fixed size: every string has one slot, decided by its hash, and the newcomer replaces what was
 * there. Missing a chance to share costs memory, never correctness, so nothing has to be counted, aged or freed: the
 * pool holds at most {@code slots} strings of {@value #LENGTH_MAX} characters for as long as it lives.
 *
 * <p>Thread-safe without locks: a slot is read once into a local variable and its content compared with what was asked
 * for before it is returned, so that a stale or torn view of the table can only be a miss; and a {@link String} keeps
 * its value in final fields, so that one published through a race is seen complete.
 */
public final class StringPool {
    /** Longer strings are seldom equal, and would let the pool grow large. */
    static final int LENGTH_MAX = 256;

    private static final int SLOTS_DEFAULT = 1 << 14;

    private final String[] slots;

    public StringPool() {
        this(SLOTS_DEFAULT);
    }

    /** @param slots how many strings to hold at most; a power of two */
    public StringPool(int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: a power of two)");
        }
        this.slots = new String[slots];
    }

    /** Returns {@code text} or an equal string given earlier. */
    public String share(String text) {
        if (text.length() > LENGTH_MAX) {
            return text;
        }
        int slot = slot(text.hashCode());
        String known = slots[slot];
        if (text.equals(known)) {
            return known;
        }
        slots[slot] = text;
        return text;
    }

    /**
     * Returns the characters as a string, without making one where an equal one was given earlier.
     *
     * @throws IndexOutOfBoundsException if the range is not inside {@code buffer}
     */
    public String share(char[] buffer, int offset, int length) {
        if (length > LENGTH_MAX) {
            return new String(buffer, offset, length);
        }
        int slot = slot(hash(buffer, offset, length));
        String known = slots[slot];
        if (known != null && known.length() == length && startsWith(buffer, offset, known)) {
            return known;
        }
        String made = new String(buffer, offset, length);
        slots[slot] = made;
        return made;
    }

    /** Equal to {@link String#hashCode}, so that both ways in meet at the same slot. */
    private static int hash(char[] buffer, int offset, int length) {
        int hash = 0;
        int i = offset;
        // Four characters per step: a multiplication for each would have to wait for the one before it.
        for (; i + 3 < offset + length; i += 4) {
            hash = 31 * 31 * 31 * 31 * hash
                    + 31 * 31 * 31 * buffer[i]
                    + 31 * 31 * buffer[i + 1]
                    + 31 * buffer[i + 2]
                    + buffer[i + 3];
        }
        for (; i < offset + length; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }

    private static boolean startsWith(char[] buffer, int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (buffer[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        // The low bits of a string's hash hold little more than its last characters.
        return (hash ^ hash >>> 16 ^ hash >>> 8) & slots.length - 1;
    }
}
