package io.tocsin.evaluator.function;

/** Takes what a function has to say besides its result; the engine adds what and where in the text it is about. */
public interface Remarks {
    /** @param argument index of the argument that it is about, counted as written
     *  @param text as the original's, without the prefix {@code PromQL warning: } and without the place
     */
    void warn(int argument, String text);
}
