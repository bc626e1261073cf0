package io.tocsin.server.amtool;

/** Text that somebody else wrote, made fit for a terminal: control characters could otherwise steer it. */
final class Shown {
    private Shown() {}

    /** The text with every control character but the line end and the tab replaced. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean isKept = point == '\n' || point == '\t' || !Character.isISOControl(point);
            out.appendCodePoint(isKept ? point : 0xFFFD);
        });
        return out.toString();
    }
}
