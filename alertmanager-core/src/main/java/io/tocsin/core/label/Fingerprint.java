package io.tocsin.core.label;

/**
 * The identity of a label set: FNV-1a 64 over its names and values, each followed by the byte 0xFF, in byte order of
 * the names. Sixteen lower-case hex digits when printed.
 *
 * @param bits the hash, to be read as unsigned
 * @see "Upstream: prometheus/common model.LabelSet.Fingerprint"
 */
public record Fingerprint(long bits) implements Comparable<Fingerprint> {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;
    private static final int TEXT_LENGTH = 16;

    static Fingerprint of(Labels labels) {
        long hash = OFFSET;
        for (int i = 0; i < labels.size(); i++) {
            hash = separate(add(hash, labels.name(i)));
            hash = separate(add(hash, labels.value(i)));
        }
        return new Fingerprint(hash);
    }

    /**
     * Parses the printed form.
     *
     * @throws IllegalArgumentException if {@code text} is not sixteen hex digits
     */
    public static Fingerprint parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("text: " + text + " (expected: 16 hex digits)");
        }
        try {
            return new Fingerprint(Long.parseUnsignedLong(text, 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("text: " + text + " (expected: 16 hex digits)", e);
        }
    }

    private static long separate(long hash) {
        return (hash ^ SEPARATOR) * PRIME;
    }

    /** Feeds the UTF-8 bytes of {@code text} without materialising them. */
    private static long add(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                hash = (hash ^ c) * PRIME;
            } else if (c < 0x800) {
                hash = (hash ^ (0xC0 | c >> 6)) * PRIME;
                hash = (hash ^ (0x80 | c & 0x3F)) * PRIME;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                hash = (hash ^ (0xF0 | point >> 18)) * PRIME;
                hash = (hash ^ (0x80 | point >> 12 & 0x3F)) * PRIME;
                hash = (hash ^ (0x80 | point >> 6 & 0x3F)) * PRIME;
                hash = (hash ^ (0x80 | point & 0x3F)) * PRIME;
            } else {
                hash = (hash ^ (0xE0 | c >> 12)) * PRIME;
                hash = (hash ^ (0x80 | c >> 6 & 0x3F)) * PRIME;
                hash = (hash ^ (0x80 | c & 0x3F)) * PRIME;
            }
        }
        return hash;
    }

    @Override
    public int compareTo(Fingerprint other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        String hex = Long.toHexString(bits);
        return "0".repeat(TEXT_LENGTH - hex.length()) + hex;
    }
}
