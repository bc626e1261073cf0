package io.tocsin.evaluator.promqltest;

import io.tocsin.evaluator.promqltest.Command.Eval;

/** What came of a question. */
sealed interface Verdict {
    Eval eval();

    record Passed(Eval eval) implements Verdict {}

    /** @param why what it needs that is not supported */
    record Refused(Eval eval, String why) implements Verdict {}

    /** @param what was expected, and what came */
    record Wrong(Eval eval, String what) implements Verdict {}
}
