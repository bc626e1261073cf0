package io.tocsin.core.template.format;

/** What stands between {@code %} and the verb. Owned by the {@link Output} that it belongs to. */
final class Directive {
    static final int ABSENT = -1;

    boolean isPlus;
    boolean isMinus;
    boolean isSharp;
    boolean isSpace;
    boolean isZero;

    /** {@code %+v}: names of fields. */
    boolean isNamed;

    /** {@code %#v}: Go syntax. */
    boolean isSyntax;

    /** {@link #ABSENT}, or from 0. */
    int width = ABSENT;

    /** {@link #ABSENT}, or from 0. */
    int precision = ABSENT;

    void clear() {
        isPlus = false;
        isMinus = false;
        isSharp = false;
        isSpace = false;
        isZero = false;
        isNamed = false;
        isSyntax = false;
        width = ABSENT;
        precision = ABSENT;
    }

    /** For {@code v}, and {@code w} where that is allowed, two flags mean something else. */
    void readFor(int verb) {
        if (verb == 'v' || verb == 'w') {
            isSyntax = isSharp;
            isSharp = false;
            isNamed = isPlus;
            isPlus = false;
        }
    }
}
