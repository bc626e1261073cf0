package io.tocsin.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system.
 *
 * <p>Reached by reflection: the classes are supported by every JDK but not part of its API, and a JVM without them runs
 * on with its defaults.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * Runs {@code action} on a thread of its own whenever the process gets the signal.
     *
     * @param name without the leading SIG: {@code HUP}
     * @return false if that will never be: the signal was ignored when the process was started, and the JVM keeps to it
     */
    static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        return switch (method.getName()) {
                            case "equals" -> self == args[0];
                            case "hashCode" -> System.identityHashCode(self);
                            case "toString" -> "handler of " + name;
                            default -> {
                                action.run();
                                yield null;
                            }
                        };
                    });
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
            return before != handler.getField("SIG_IGN").get(null);
        } catch (ClassNotFoundException
                | NoSuchFieldException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            LOG.atWarn().addKeyValue("signal", "SIG" + name).setCause(e).log("Signal cannot be handled");
            return true;
        }
    }
}
