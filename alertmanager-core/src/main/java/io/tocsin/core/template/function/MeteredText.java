package io.tocsin.core.template.function;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.SearchPattern;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.LimitExceededException;
import java.io.Serial;

/**
 * A text that a regular expression is looked for in, which charges for being read: how often that happens, only the
 * search knows. Owned by one search.
 */
final class MeteredText implements CharSequence, SearchPattern.Meter {
    /** A step of a rendering takes about as long as so many instructions of the regex engine, measured with slow ones. */
    private static final int INSTRUCTIONS_PER_STEP = 3;

    private static final int BATCH = 256;

    /** What it takes to begin the next search, and to note what was found. */
    private static final int STEPS_PER_FIND = 10;

    private final String text;
    private final Call call;
    private final long stepsPerRead;
    private int reads;

    /** @param cost instructions for each character at most */
    MeteredText(String text, Call call, long cost) {
        this.text = requireNonNull(text, "text");
        this.call = requireNonNull(call, "call");
        this.stepsPerRead = 1 + cost / INSTRUCTIONS_PER_STEP;
    }

    /** A limit that ends a search from within. */
    static final class ExhaustedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final LimitExceededException limit;

        ExhaustedException(LimitExceededException limit) {
            super(limit);
            this.limit = limit;
        }

        LimitExceededException limit() {
            return limit;
        }
    }

    @Override
    public char charAt(int index) {
        if (++reads == BATCH) {
            reads = 0;
            charge(BATCH * stepsPerRead);
        }
        return text.charAt(index);
    }

    @Override
    public void replaces(int length) {
        charge(STEPS_PER_FIND + length);
    }

    @Override
    public void makes(long more, int made) {
        charge(more * Call.STEPS_PER_CHARACTER_MADE);
        try {
            call.checkSize(made + more);
        } catch (LimitExceededException e) {
            throw new ExhaustedException(e);
        }
    }

    private void charge(long steps) {
        try {
            call.charge(steps);
        } catch (LimitExceededException e) {
            throw new ExhaustedException(e);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
