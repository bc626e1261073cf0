package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.LimitExceededException;

/**
 * What has been printed, and how the next operand is to be printed. Charges for every character, and looks whether it fits, before it is made.
 *
 * <p>Owned by one call of a function.
 */
final class Output {
    private final StringBuilder text = new StringBuilder();
    private final Call call;
    final Directive directive = new Directive();

    Output(Call call) {
        this.call = call;
    }

    Call call() {
        return call;
    }

    Output write(String more) throws LimitExceededException {
        make(more.length());
        text.append(more);
        return this;
    }

    Output write(String source, int start, int end) throws LimitExceededException {
        make(end - start);
        text.append(source, start, end);
        return this;
    }

    Output write(char c) throws LimitExceededException {
        make(1);
        text.append(c);
        return this;
    }

    Output writePoint(int point) throws LimitExceededException {
        make(1);
        text.appendCodePoint(point);
        return this;
    }

    /** Fills up to the width, which counts characters. */
    void pad(String shown) throws LimitExceededException {
        int missing = directive.width == Directive.ABSENT
                ? 0
                : Math.max(0, directive.width - shown.codePointCount(0, shown.length()));
        if (!directive.isMinus) {
            padding(missing);
        }
        write(shown);
        if (directive.isMinus) {
            padding(missing);
        }
    }

    /** As {@link #pad}, with blanks even where zeros are asked for. */
    void padWithBlanks(String shown) throws LimitExceededException {
        boolean wasZero = directive.isZero;
        directive.isZero = false;
        pad(shown);
        directive.isZero = wasZero;
    }

    void padding(int count) throws LimitExceededException {
        if (count > 0) {
            make(count);
            // Zeros on the right would make it another number.
            text.append((directive.isZero && !directive.isMinus ? "0" : " ").repeat(count));
        }
    }

    private void make(int count) throws LimitExceededException {
        call.charge((long) count * Call.STEPS_PER_CHARACTER_MADE);
        call.checkSize((long) text.length() + count);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
