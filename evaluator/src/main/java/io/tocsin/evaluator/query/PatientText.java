package io.tocsin.evaluator.query;

import io.tocsin.core.label.SearchPattern;

/**
 * A text that is searched by a pattern of a query: reading it is work, and what is put in the place of something found
 * takes room. Both end the search by a {@link GivenUpException} when they are too much.
 */
final class PatientText implements CharSequence, SearchPattern.Meter {
    private final CharSequence text;
    private final Budget budget;
    private final long stepsPerCharacter;

    /** @param stepsPerCharacter what the pattern does at most for each character read */
    PatientText(CharSequence text, Budget budget, long stepsPerCharacter) {
        this.text = text;
        this.budget = budget;
        this.stepsPerCharacter = stepsPerCharacter;
    }

    /** Carries what ended the search through code that knows nothing of queries. */
    static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final QueryException reason;

        GivenUpException(QueryException reason) {
            super(reason);
            this.reason = reason;
        }

        QueryException reason() {
            return reason;
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        try {
            budget.work(stepsPerCharacter);
        } catch (QueryException e) {
            throw new GivenUpException(e);
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    @Override
    public void replaces(int length) {}

    @Override
    public void makes(long more, int made) {
        try {
            budget.checkText(made + more);
        } catch (QueryException e) {
            throw new GivenUpException(e);
        }
    }
}
