package io.tocsin.core.label;

import java.util.Optional;

/** Reads what {@link Labels#toString} prints. Not thread-safe; used once. */
final class PrintedLabels {
    private static final String BETWEEN = ", ";

    private final String text;
    private final Labels.Builder labels = new Labels.Builder();
    private int position = 1;

    PrintedLabels(String text) {
        this.text = text;
    }

    Optional<Labels> labels() {
        int end = text.length() - 1;
        if (end < 1 || text.charAt(0) != '{' || text.charAt(end) != '}') {
            return Optional.empty();
        }
        while (position < end) {
            if (!pair(end)) {
                return Optional.empty();
            }
        }
        return Optional.of(labels.build());
    }

    private boolean pair(int end) {
        int equals = text.indexOf("=\"", position);
        int quote = equals < 0 ? -1 : closingQuote(equals + 2, end);
        if (quote < 0) {
            return false;
        }
        Optional<String> value = GoQuote.unquote(text.substring(equals + 1, quote + 1));
        if (value.isEmpty()) {
            return false;
        }
        labels.add(text.substring(position, equals), value.get());
        position = quote + 1;
        if (position < end) {
            boolean goesOn = text.startsWith(BETWEEN, position);
            position += BETWEEN.length();
            return goesOn && position < end;
        }
        return true;
    }

    private int closingQuote(int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            } else if (c == '\\') {
                i++;
            }
        }
        return -1;
    }
}
