FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY harness/pom.xml harness/
COPY benchmarks/pom.xml benchmarks/
# Building one empty class fetches what the build needs, plugins and their own dependencies included.
# This layer stays as it is until a pom changes.
RUN mkdir -p harness/src/main/java/nothing \
    && echo 'package nothing; final class Nothing {}' >harness/src/main/java/nothing/Nothing.java \
    && mvn -B -q -ntp -Pjar-only -pl harness -am package \
    && rm -r harness/src harness/target
COPY harness/src/main harness/src/main
# Offline: a change of the sources fetches nothing.
RUN mvn -B -q -o -Pjar-only -pl harness -am package

FROM eclipse-temurin:25.0.4_7-jre-noble
RUN groupadd --gid 10001 tokenstorm \
    && useradd --uid 10001 --gid tokenstorm --no-create-home --home-dir /tokenstorm tokenstorm \
    && install -d -o tokenstorm -g tokenstorm /tokenstorm /tokenstorm/results
COPY --from=build /build/harness/target/tokenstorm.jar /opt/tokenstorm/tokenstorm.jar
WORKDIR /tokenstorm
USER tokenstorm
EXPOSE 9464
# The image has neither curl nor wget.
HEALTHCHECK --interval=5s --timeout=2s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9464 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ok <&3"]
# G1 by name: in a small container the JVM would choose the serial collector, whose pauses are long.
ENTRYPOINT ["java", "-XX:+UseG1GC", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/tokenstorm/tokenstorm.jar"]
CMD ["run", "--help"]
