package io.tocsin.core.engine;

/** Port: told of everything worth counting or logging. Called on the owners' threads: must be quick and must not throw. */
@FunctionalInterface
public interface EngineListener {
    void on(EngineEvent event);
}
