package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.nio.BufferObjectDataInput;
import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InputOutputFactory;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Makes a serialisation that reads within an object only what {@link KnownClasses} has, and plain values: before anything is
 * made of an object that another one holds, it is looked up what that would be.
 *
 * <p>Of what it reads outermost, which {@link KnownPackets} checks, it makes whatever it is.
 */
@SuppressWarnings("unchecked") // What is extended declares it so.
final class KnownObjects extends DefaultSerializationServiceBuilder {
    /** Of Java's own serialisation are states and failures; {@link InstanceConfig} lists their classes. */
    private static final Set<Integer> PLAIN = Set.of(
            SerializationConstants.CONSTANT_TYPE_NULL,
            SerializationConstants.CONSTANT_TYPE_BOOLEAN,
            SerializationConstants.CONSTANT_TYPE_INTEGER,
            SerializationConstants.CONSTANT_TYPE_LONG,
            SerializationConstants.CONSTANT_TYPE_STRING,
            SerializationConstants.CONSTANT_TYPE_UUID,
            SerializationConstants.CONSTANT_TYPE_BYTE_ARRAY,
            SerializationConstants.JAVA_DEFAULT_TYPE_CLASS,
            SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE);

    static final int IS_NUMBERED = 1;
    private static final int FLAGS_AT = Integer.BYTES;
    private static final int FACTORY_AT = FLAGS_AT + 1;
    private static final int CLASS_AT = FACTORY_AT + Integer.BYTES;

    @Override
    protected InputOutputFactory createInputOutputFactory() {
        return new Checked(super.createInputOutputFactory());
    }

    /** Whoever reads from one of its inputs asks the serialisation by way of {@link #checked}. */
    private record Checked(InputOutputFactory factory) implements InputOutputFactory {
        @Override
        public BufferObjectDataInput createInput(
                Data bytes, InternalSerializationService service, boolean isCompatibility) {
            return factory.createInput(bytes, checked(service), isCompatibility);
        }

        @Override
        public BufferObjectDataInput createInput(
                byte[] bytes, InternalSerializationService service, boolean isCompatibility) {
            return factory.createInput(bytes, checked(service), isCompatibility);
        }

        @Override
        public BufferObjectDataInput createInput(
                byte[] bytes, int offset, InternalSerializationService service, boolean isCompatibility) {
            return factory.createInput(bytes, offset, checked(service), isCompatibility);
        }

        @Override
        public BufferObjectDataOutput createOutput(int size, InternalSerializationService service) {
            return factory.createOutput(size, service);
        }

        @Override
        public BufferObjectDataOutput createOutput(int size, int growth, InternalSerializationService service) {
            return factory.createOutput(size, growth, service);
        }

        @Override
        public ByteOrder getByteOrder() {
            return factory.getByteOrder();
        }
    }

    private static InternalSerializationService checked(InternalSerializationService service) {
        return (InternalSerializationService) Proxy.newProxyInstance(
                KnownObjects.class.getClassLoader(),
                new Class<?>[] {InternalSerializationService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("readObject")) {
                        check((BufferObjectDataInput) arguments[0]);
                    } else if (method.getName().equals("toObject")) {
                        throw new HazelcastSerializationException("bytes within a packet are not read as an object");
                    }
                    return invoke(method, service, arguments);
                });
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Reads ahead; the position stays. */
    private static void check(BufferObjectDataInput in) {
        int at = in.position();
        try {
            int type = in.readInt(at);
            if (!PLAIN.contains(type) && !isContent(type, in, at)) {
                throw new HazelcastSerializationException("type " + type + " is not read within a packet");
            }
        } catch (IOException e) {
            throw new HazelcastSerializationException("a packet ends within an object", e);
        }
    }

    private static boolean isContent(int type, BufferObjectDataInput in, int at) throws IOException {
        if (type != SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE
                || (in.readByte(at + FLAGS_AT) & IS_NUMBERED) == 0) {
            return false;
        }
        int factoryId = in.readInt(at + FACTORY_AT);
        int classId = in.readInt(at + CLASS_AT);
        if (!KnownClasses.isContent(factoryId, classId)) {
            throw new HazelcastSerializationException(
                    "class " + classId + " of factory " + factoryId + " is not read within a packet");
        }
        return true;
    }
}
