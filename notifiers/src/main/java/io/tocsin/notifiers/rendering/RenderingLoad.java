package io.tocsin.notifiers.rendering;

/**
 * The renderings of all integrations at one moment. Immutable.
 *
 * @param underWay on a thread
 * @param waiting for a thread
 * @param spentNanos processor time that those took that are done
 */
public record RenderingLoad(int underWay, int waiting, long spentNanos) {}
