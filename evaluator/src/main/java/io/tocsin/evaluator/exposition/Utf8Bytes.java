package io.tocsin.evaluator.exposition;

/** Whether bytes are UTF-8: shortest forms alone, no surrogates, nothing above U+10FFFF. */
final class Utf8Bytes {
    private Utf8Bytes() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : sequence(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** @return how many bytes there are to the character, or 0 if they are none */
    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || to - at < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean isOverlong = first == 0xe0 && second < 0xa0 || first == 0xf0 && second < 0x90;
        boolean isBeyond = first == 0xed && second >= 0xa0 || first == 0xf4 && second >= 0x90;
        return isOverlong || isBeyond ? 0 : length;
    }
}
