package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.impl.NodeEngine;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageOperationTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void message_ofOneWhoIsNotKnownYet_isNoLine() {
        ILogger logger = answering(ILogger.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("is")) {
                return true;
            }
            lines.add(method.getName() + Arrays.toString(arguments));
            return null;
        });
        MessageOperation operation = MessageOperation.of(new byte[0], true);
        operation.setNodeEngine(answering(NodeEngine.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getLogger" -> logger;
            case "isRunning" -> true;
            default -> null;
        }));

        operation.logError(new CallerNotMemberException("not yet"));
        assertThat(lines).isEmpty();

        operation.logError(new UnsupportedOperationException("a real one"));
        assertThat(lines).singleElement().asString().contains("a real one");
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
