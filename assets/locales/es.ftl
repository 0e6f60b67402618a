### What the program says in Spanish, in words that are understood all over Latin America.

## Durations

duration-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
duration-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
duration-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
duration-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
# Two neighbouring units, such as "3 hours" and "20 minutes".
duration-two-units = { $larger } y { $smaller }

## Moments
##
## $time is a clock's time such as 14:32:05; $zone is the time zone's short name, such as CET or -03.

moment-today = { $time } { $zone }
# $day is 1 to 31, $month is 1 to 12.
moment-on-another-day = { $day }/{ $month }, { moment-today }
# The same as an answer to "when".
at-moment-today = a las { $moment }
at-moment-on-another-day = el { $moment }

# A day that may lie in another year.
calendar-day-of-year = { $day }/{ $month }/{ $year }

## Stations of the way

station-credentials = Credenciales
station-number = Número
station-method = Método
station-code = Código
station-security = Seguridad
station-connected = Conexión
rail-step = Paso { $nth } de { $count }

## Methods

method-sms = SMS
method-voice = Llamada de voz
method-popup = Aviso en WhatsApp

## Locks and waits

lock-open = listo
lock-until = abre en { $wait }, { $at }
lock-closed = cerrado por WhatsApp para este número
lock-not-eligible = no se ofrece para este número
lock-unknown = espera desconocida, hay que consultar de nuevo
lock-short-closed = cerrado
lock-short-unknown = no se sabe
choice-in-a-moment = listo en { $wait }
choice-in = listo en { $wait }, { $at }
at-time-ago = { $time }, hace { $age }
at-time-now = { $time }, ahora mismo
in-wait-at = en { $wait }, { $at }
no-check-yet = ninguna todavía
in-wait = en { $wait }

## Labels of facts

fact-number = Número
fact-asked-number = Número solicitado
fact-name = Nombre
fact-device = Dispositivo
fact-requests = Códigos pedidos aquí en 24 h
fact-last-request = Último pedido
method-at = { $method } { $when }
fact-method = Método
fact-requested = Pedido
fact-next-request = Nuevo pedido
fact-wrong = Rechazados hasta ahora
fact-waiting-since = Esperando desde
fact-last-check = Última consulta
fact-next-check = Próxima consulta
fact-transfers = Transferencias intentadas
fact-took = Duración
fact-instances = Instancias
fact-page = Página
fact-instance = Instancia
fact-due = Pagada hasta
fact-payment = Pago
payment-paid = al día
fact-email = Correo de recuperación
fact-two-step = PIN de dos pasos
shield-set = definido
shield-unset = no definido
shield-unread = no se pudo leer
email-verified = { $address }, confirmado
email-unverified = { $address }, espera su código
not-said = no informado
checking = consultando…

## Credentials

credentials-title = Credenciales de la instancia
credentials-lead = Tres valores del panel de Z-API. Continuar solo lee el estado de la instancia; nada se modifica.
credentials-lead-resuming = Para seguir con { $number }. Los tokens nunca se guardan, así que hacen falta de nuevo los de esta instancia. El primer paso solo lee el estado de la instancia.
keep-title = Credenciales para guardar
keep-lead = Tres valores del panel de Z-API. Se guardan como "{ $name }" y solo usted puede leerlos. No se envía nada.
field-instance-id = ID de la instancia
field-instance-id-hint = Panel: Instancias, su instancia. O pegue aquí la dirección de la API.
field-instance-token = Token de la instancia
field-instance-token-hint = Panel: Instancias, su instancia, junto al ID.
field-client-token = Token de seguridad de la cuenta (Client-Token)
field-client-token-hint = Panel: Seguridad, Token de seguridad de la cuenta. No es el token de la instancia.
field-held-hint = Guardado. Retroceso lo borra, pegar lo reemplaza.
unusual-instance-id = Inusual: un ID tiene 32 caracteres, 0-9 y A-F.
unusual-instance-token = Inusual: un token tiene 24 caracteres, 0-9 y A-F.
unusual-client-token = Inusual: tiene 34 caracteres, F al inicio y S al final.
submit-credentials = Verificar y continuar
submit-keep = Guardar

## Instances of an account

partner-title = Listar sus instancias
partner-lead = Un token de socio lee la lista de las instancias de la cuenta. Eso no cambia nada.
field-partner-token = Token de socio
field-partner-token-hint = Z-API lo entrega a sus socios. No es ninguno de los otros dos tokens.
submit-partner = Listar las instancias
instances-title = Elija la instancia
instances-lead = Las instancias mobile van primero. Elegir una rellena el ID y el token; después solo se lee su estado.
instances-none = El servicio no lista ninguna instancia aquí.
instances-web = Solo las instancias mobile pueden registrar un número. Las instancias web están en la lista y no se pueden elegir.
instance-named = { $name } ({ $id })
instance-unnamed = Instancia { $id }
instance-web = instancia web, no registra
instance-no-token = su token no está en la lista
instance-kind-unknown = tipo no informado
instance-until = hasta el { $day }
instance-ended = terminó el { $day }
instance-connected = conectada
instance-free = no conectada
page-of = { $page } de { $pages }

## Already connected

already-title = Esta instancia ya está conectada
already-lead = Nada se modificó y nada se sobrescribe. Para usar otro número en ella, desconéctela antes en el panel de Z-API.
already-line-unknown = No se pudo leer qué línea está conectada.

## The instance

warn-ended = La suscripción terminó el { $day }. Los códigos pueden ser rechazados: renuévela antes en el panel.
warn-ends-soon = La suscripción termina en { $wait }, el { $day }. Renuévela en el panel a tiempo.
warn-payment = El servicio llama al pago "{ $word }", y no "PAID".

## Number

number-title = Número a conectar
number-lead = El número debe estar activo: el código se envía a él. Un número internacional con + se puede pegar entero.
field-calling-code = Código del país
field-calling-code-hint = { $code }: { $country }.
field-country = País o código del país
field-country-hint = Para cambiarlo, escriba el nombre o el código.
field-country-hint-list = { $count ->
        [one] { $count } país
       *[other] { $count } países
    }: escriba nombre o código, o use ↑ ↓.
field-country-hint-none = Nada encontrado. Pruebe otra grafía o el código.
field-national = Número con código de área
field-national-hint = Código de área y número, por ejemplo { $example }.
field-national-other = Número sin el código del país
field-national-hint-other = Por ejemplo { $example }.
field-national-hint-trunk = Sin el { $prefix } inicial, por ejemplo { $example }.
field-national-hint-zero = Con el 0 inicial, si lo tiene; por ejemplo { $example }.
field-national-hint-unknown = Como se marca desde el extranjero, sin el código del país.
submit-number = Continuar

gate-title = ¿Usar { $number }?
gate-lead = Al terminar, WhatsApp sale del teléfono que tiene este número, y el número funciona por la API. Continuar prepara el número en WhatsApp; todavía no se pide ningún código.
gate-replaces-session = Esta instancia guarda la sesión perdida de un número. Continuar la reemplaza. Si ese número debe volver, salga aquí y restaure la sesión en el panel.
gate-taken-over = Otra instancia u otro acceso tomó el número que estaba conectado aquí. Averigüe quién lo usa antes de continuar.
warn-not-valid = El plan de numeración no conoce este número. Compárelo dígito por dígito con el cliente antes de continuar.
warn-lacks-ninth = Parece un móvil de Brasil sin su noveno dígito. Pida al cliente el número como se marca hoy.
warn-landline = Es un teléfono fijo: no recibe SMS, solo la llamada de voz.

## Board

board-title = ¿Cómo debe llegar el código?
board-lead = Elija una forma para { $number }. Todavía no se envía nada: la próxima pantalla pregunta una vez más.
board-live = Hay un registro en curso: se pidió un código a las { $time }. Se puede retomar.
board-turned-away = La solicitud por { $method } de las { $time } fue rechazada con HTTP { $status } antes de cualquier efecto. No cuenta y no se repite automáticamente.
board-early = Ya pasaron 48 horas de la espera de { $method }, y WhatsApp informa que está disponible otra vez. La espera indicada aún no termina. Puede solicitar antes de que termine, con riesgo para el número; lo seguro es esperar.
advice-resume = Recomendado: retomar el registro en curso.
advice-wait-for-code = Recomendado: espere un poco más, pues el código puede tardar unos minutos.
advice-ask = Recomendado: { $method }.
advice-wait = Recomendado: esperar { $method }, que abre en { $wait }, { $at }.
advice-refresh = Recomendado: actualizar los tiempos de espera.
advice-nothing = Ninguna forma se puede pedir ahora: WhatsApp las cerró. Espere algunas horas y actualice los tiempos de espera.

request-title = ¿Pedir un código ahora?
request-lead-sms = WhatsApp envía un SMS con un código a { $number }. Cada pedido cuenta: demasiados bloquean el número por horas.
request-lead-voice = WhatsApp llama a { $number } y dicta un código; alguien debe contestar. Cada pedido cuenta: demasiados bloquean el número por horas.
request-lead-popup = WhatsApp muestra un aviso en el teléfono que tiene { $number }. ¿Alguien lo tiene en la mano, desbloqueado? Cada pedido cuenta.
request-early-title = ¿Solicitar un código antes de que termine la espera?
request-early-lead = WhatsApp indicó una espera hasta las { $time } (faltan { $wait }). Solicitar antes puede bloquear el número por días o alargar la espera. Solicite ahora solo si el titular no puede esperar y lo sabe.
captcha-title = Lea la imagen
captcha-lead = WhatsApp envía el código a { $number } solo después de leer esta imagen. El pedido ya cuenta y no se repite.
field-captcha = Caracteres de la imagen
field-captcha-hint = Ctrl-O acerca, Shift-flechas mueven, Ctrl-Y invierte, Ctrl-T dos tonos, Ctrl-S guarda.
field-captcha-save-hint = Ctrl-S guarda la imagen en un archivo
field-captcha-unseen-hint = Como alguien los lea.
submit-captcha = Enviar
picture-not-shown = { $why } Si alguien la lee en otro lugar, escriba la respuesta aquí. Si no, espere horas antes de otro pedido.
picture-elsewhere = { $why } Guárdela, abra el archivo en un navegador o visor de imágenes y escriba aquí lo que muestra.
picture-empty = El servicio no envió la imagen.
picture-not-kept = La imagen llegó a otra sesión y no quedó guardada aquí.
picture-kept-by = La imagen la guarda { $owner }: solo ese usuario de esta máquina puede abrirla, por ejemplo con "zapi-onboard captcha".
picture-damaged = La imagen está dañada y no se puede mostrar.
picture-too-large = La imagen es más grande que cualquiera real y no se abre.
picture-unknown-format = Lo que llegó no es un tipo de imagen conocido y no se puede mostrar aquí.
picture-other-format = La imagen es un archivo { $format }, que no se puede mostrar aquí.
picture-saved = Guardada en { $path }, legible solo por usted, hasta responder la imagen. En su computadora: { $command }
picture-kept = Guardada en { $path }, legible solo por usted, con los bytes tal como llegaron. En su computadora: { $command }
picture-not-saved = No se pudo guardar la imagen: no se puede escribir en la carpeta de archivos temporales.

## Code

code-title = Escriba el código
code-lead-sms = Se pidió un SMS con un código para { $number }. Pida al cliente que lo lea.
code-lead-voice = Se pidió una llamada que dicta un código para { $number }. Pida los dígitos al cliente.
code-lead-popup = Se pidió un aviso en el teléfono que tiene { $number }. Muestra un código o conecta con un toque.
code-other-method = Usted pidió { $asked }, y el servicio usó { $used }.
field-code = Código
field-code-hint = Seis dígitos. Se puede pegar 123-456.
submit-code = Enviar el código
pause-note = Tres códigos rechazados. Haga una pausa hasta { $time } ({ $wait }), para que WhatsApp no bloquee el número. Mientras tanto, compare los dígitos con el cliente.
pause-by-service = WhatsApp no acepta nada más hasta las { $time } ({ $wait }). Lo que escriba queda aquí.
pause-long-code = WhatsApp no acepta códigos hasta las { $time } ({ $wait }). Solicite uno nuevo abajo en cuanto la forma de recibirlo esté disponible.
pause-long-captcha = WhatsApp no acepta respuestas a la imagen hasta las { $time } ({ $wait }). Solicite un código nuevo abajo en cuanto la forma de recibirlo esté disponible.
pause-long-pin = WhatsApp no acepta el PIN hasta las { $time } ({ $wait }). Si el titular no está seguro del PIN, puede restablecerlo por correo mientras tanto.
pause-note-captcha = Tres respuestas a la imagen rechazadas. Haga una pausa hasta { $time } ({ $wait }), para que WhatsApp no bloquee el número. Mientras tanto, mire la imagen de nuevo.
pause-note-pin = Tres PIN rechazados. Haga una pausa hasta { $time } ({ $wait }), para que WhatsApp no bloquee el número. Mientras tanto, pida de nuevo el PIN al titular.
not-arrived-title = Todavía no hay código
not-arrived-lead = Primero verifique { $number } con el cliente, dígito por dígito. Un código a un número equivocado llega a otra persona.
not-arrived-check-sms = ¿El teléfono está encendido, con señal y sin bloqueo de remitentes desconocidos? Vale el mensaje más nuevo.
not-arrived-check-voice = ¿El teléfono está encendido, con señal y sin bloqueo de llamadas desconocidas? Una llamada sin contestar se pierde.
not-arrived-check-popup = ¿WhatsApp está abierto en el teléfono que tiene el número, con internet?

## PIN

pin-title = PIN de la verificación en dos pasos
pin-lead = { $number } está protegido por un PIN que su dueño eligió en WhatsApp. Nadie lo envía: pregunte al dueño.
field-pin = PIN
field-pin-hint = Seis dígitos, mostrados como puntos. Enter los envía.
submit-pin = Enviar el PIN
recovery-title = ¿Pedir el restablecimiento del PIN por correo?
recovery-lead = WhatsApp envía un enlace al correo que el dueño de { $number } indicó en la aplicación. Ningún código vuelve aquí: el dueño abre el enlace, restablece el PIN y dice el nuevo. Sin correo en la cuenta, no llega nada.
recovery-sent = Se pidió un correo a las { $time }. El dueño abre el enlace; después escriba el nuevo PIN.
recovery-lost = Se pidió un correo a las { $time } y { $came }. Revise la bandeja de entrada antes de pedir otro.

## Device

device-title = Confirme en el teléfono
device-lead = El teléfono que tiene { $number } pregunta si se mueve WhatsApp a otro dispositivo. El cliente abre WhatsApp en él y acepta. Este programa sigue consultando solo.

## Verifying

verifying-title = Verificando la conexión
verifying-lead = El último paso fue aceptado. { $number } cuenta como conectado solo cuando el servicio lo dice y nombra el mismo número.
verifying-overdue = Sin conexión tras un minuto: puede que el teléfono aún pida confirmar o que otra instancia tenga el número. Revise ambos. Consultar de nuevo no envía nada; al volver, el registro se conserva.
same-line-title = ¿Es la misma línea?
same-line-lead = Usted pidió { $number }. La instancia está conectada como { $shown }. WhatsApp puede escribir una línea de otra forma, pero aquí no es seguro. Compárela con el número que marca el cliente.
same-line-lead-already = Esta instancia dice que ya está conectada, como { $shown }. Puede haber quedado de antes, o puede haberla conectado otra persona. Por eso no se envía nada. ¿WhatsApp dejó de funcionar en el teléfono de { $number }? Si no, compruebe otra vez o vuelva.
same-line-lead-unreadable = La instancia está conectada, pero WhatsApp no muestra un número de teléfono. ¿Es { $number }? Revise el panel de Z-API o pregunte al cliente si WhatsApp dejó de funcionar en su teléfono.

## Unknown outcome

unknown-title = Sin respuesta: ¿qué ve usted?
unknown-title-unclear = Respuesta poco clara: ¿qué aparece en el teléfono del cliente?
# Lo que llegó en lugar de una respuesta, en las frases de abajo.
unknown-came-nothing = no volvió respuesta
unknown-came-status = llegó HTTP { $status }, que no dice si contó
unknown-came-vague = la respuesta no dice si contó
unknown-lead-request = El pedido de un código a { $number } se envió y { $came }. Puede haber contado, así que no se repite. Espere un minuto y pregunte al cliente.
unknown-lead-captcha = La lectura de la imagen se envió y { $came }. Un código a { $number } puede estar en camino. Espere un minuto y pregunte al cliente.
unknown-lead-code = El código se envió y { $came }. Puede haber sido aceptado, así que no se reenvía solo. Mire el teléfono.
unknown-lead-pin = El PIN se envió y { $came }. Puede haber sido aceptado, así que no se reenvía solo. Mire el teléfono.
unknown-lead-transfer = La transferencia se pidió y { $came }. Puede haber funcionado, así que no se repite sola.

## Stops

halted-unavailable-title = Este número no se puede registrar por ahora
halted-unavailable-lead = El servicio dice que { $number } no está disponible. Verifique el número con el cliente; consulte de nuevo cuando termine la espera.
halted-banned-title = WhatsApp suspendió este número
halted-banned-lead = No se puede pedir ningún código para { $number }. WhatsApp acepta una apelación, que se puede escribir y enviar desde aquí. Intentar antes no cambia nada.
halted-review-title = WhatsApp revisa la apelación
halted-review-lead = La apelación de { $number } se envió a las { $time }. Ningún aviso trae el resultado, y puede tardar días. Pregunte por el número más tarde; cuando se levante la suspensión, se abren las formas de recibir el código.
halted-review-lost-lead = La apelación de { $number } se envió a las { $time } y { $came }. Puede haber llegado: pregunte por el número más tarde y envíela de nuevo solo si la suspensión sigue.
halted-blocked-title = WhatsApp bloqueó este número por ahora
halted-blocked-lead = Deténgase aquí: cada intento alarga el bloqueo. Espere de 1 a 6 horas e intente una sola vez, con WhatsApp abierto en el teléfono que tiene { $number }. Una nueva consulta se ofrece cuando termine la primera espera.
halted-blocked-until = El servicio indica una espera: { $wait }, hasta { $time }.
halted-declined-title = El pedido de código fue rechazado
halted-declined-lead = El servicio no envió un código a { $number } y no dijo por qué. No pida otro ahora: espere algunas horas y consulte de nuevo, o contacte al soporte de Z-API con el número y la hora.
halted-unknown-title = Una respuesta que nadie documentó
halted-unknown-lead = El servicio respondió al pedido de código para { $number } de una forma que este programa no conoce. No se pide nada más. Entregue el texto de abajo al soporte de Z-API.
halted-wrong-title = Se conectó otro número
halted-wrong-lead = Usted pidió { $number }, y la instancia está conectada con otra línea. No la use. Desconéctela en el panel de Z-API, avise al dueño de esa línea, y solo después consulte de nuevo.
welcome-title = Bienvenido de nuevo
welcome-lead = Estos números quedaron sin terminar. Sigue con uno de ellos donde quedó o empieza con otro número. Nada se envía antes de que lo digas.
unfinished-label = { $number }: { $situation }
unfinished-held = en uso por { $who }
unfinished-handed-over = entregado a otra máquina: pregunte allí antes
unfinished-last = última vez: { $time }
situation-number = el número está elegido
situation-board = elegir cómo llega el código
situation-captcha = falta responder el captcha
situation-code = se espera el código
situation-pin = falta el PIN de dos pasos
situation-device = el teléfono debe confirmar
situation-verification = la comprobación final
situation-in-doubt = una respuesta perdida por aclarar
situation-connected = conectado
report-title = Registro de { $number }
report-session = Sesión
report-service = Servicio
report-situation = Situación
report-state = Estado
report-connected-as = WhatsApp muestra
entry-begun = empezó
entry-taken-up = lo retomó
entry-taken-over = tomó el control en lugar de { $who }
entry-exported = lo entregó a otra máquina
entry-imported = lo recibió de { $who }
entry-forgotten = lo hizo olvidar
entry-late = después de que otra persona tomara el número: { $step } – { $outcome }
entry-ended = { $step } – { $outcome }
ended-not-sent = no se envió nada
ended-succeeded = aceptado
ended-declined = rechazado
step-credentials = credenciales de la instancia { $instance } aceptadas
step-availability = disponibilidad de { $number } consultada
step-requested = código solicitado para { $number }: { $method }, solicitud { $nth }
step-code = código enviado, intento { $nth }
step-pin = PIN de dos pasos enviado, intento { $nth }
step-captcha = captcha respondido, intento { $nth }
step-recovery = correo para un nuevo PIN solicitado
step-transfer = transferencia llamada, intento { $nth }
step-transfer-posted = transferencia llamada por POST, intento { $nth }
step-appeal = apelación enviada, número { $nth }
step-email = dirección de correo de la cuenta enviada
step-email-code = código del correo enviado
step-new-pin = nuevo PIN de dos pasos enviado
step-nothing-sent = no salió de esta máquina
step-turned-away = rechazado con HTTP { $status } antes de cualquier efecto
step-wait-overridden = Se omitió el resto de la espera de { $method }
step-captcha-required = el servicio pide responder un captcha
step-pin-required = el servicio pide el PIN de dos pasos
step-device-required = el servicio pide una confirmación en el teléfono
step-unknown = no llegó una respuesta clara: se desconoce el resultado
step-in-review = WhatsApp revisa la apelación
step-unbanned = WhatsApp levantó el bloqueo
step-halted = se detuvo
step-connected = el número correcto está conectado
step-resumed = continuado
held-title = Otra persona ya está en ello
held-lead-line = { $who } está registrando { $number } en esta máquina desde { $time }. Dos personas en un mismo número gastan sus solicitudes de código y causan un bloqueo.
held-lead-instance = { $who } está usando esta instancia para otro número en esta máquina desde { $time }. Una instancia conecta un solo número.
held-warning = Hable antes con esa persona. Si toma el control, su programa no envía nada nuevo. Consultar funciona enseguida; si una llamada suya está en curso, el envío espera hasta que ya no pueda llegar: 55 segundos como máximo.
under-way-note = { $who } no envía nada nuevo; una llamada en curso todavía puede llegar hasta las { $time } ({ $wait }). Hasta entonces no se envía nada desde aquí. Consultar funciona enseguida.
under-way-unnamed = El programa anterior
late-note = Resultado de la llamada que estaba en curso: { $step } – { $outcome }.
late-note-by = Resultado de la llamada de { $who }: { $step } – { $outcome }.
late-not-sent = detenida a tiempo, no se envió nada
late-succeeded = el servicio la atendió
late-step-wanted = el servicio pide un paso más
late-declined = el servicio no la atendió
late-blocked = el número está bloqueado
late-unknown = no se sabe si tuvo efecto
trouble-title = No se puede anotar nada
trouble-set-aside-title = El diario estaba dañado
trouble-set-aside-lead = { $path } no se pudo leer. Se apartó sin cambios como { $aside } y se empezó uno nuevo. Aquí no se conocen los registros anteriores, sus solicitudes ni sus esperas: lee las esperas de nuevo antes de pedir un código.
trouble-newer = { $path } fue escrito por una versión más nueva de zapi-onboard y no se toca. Usa esa versión o indica otra carpeta con --state-dir.
trouble-not-writable = No se puede escribir en { $path }. Da a esta cuenta permiso para escribir allí o indica otra carpeta con --state-dir.
trouble-full = No queda espacio para { $path }. Libera espacio en ese disco e inténtalo de nuevo.
trouble-exposed = Otras cuentas pueden leer { $path } y esta cuenta no puede cambiarlo. Su dueño sí: chmod 600.
trouble-busy = Otro proceso mantiene ocupado { $path }. Inténtalo de nuevo en un momento.
trouble-replaced = { $path } se eliminó, se movió o se reemplazó mientras un programa lo usaba. Devuélvalo a su lugar e inténtelo de nuevo, o cierre todos los zapi-onboard y empiece otra vez.
trouble-open-elsewhere = { $path } fue escrito por una versión anterior y hay que actualizarlo, lo que no es posible mientras lo tenga abierto { $who }. Pídale que cierre zapi-onboard e inténtelo de nuevo.
trouble-open-elsewhere-unnamed = { $path } fue escrito por una versión anterior y hay que actualizarlo, lo que no es posible mientras otro zapi-onboard lo tenga abierto. Cierre el otro e inténtelo de nuevo.
trouble-broken = { $path } no se puede usar. Revisa esa carpeta y su disco o indica otra con --state-dir.
journal-on-network = El progreso guardado está en un sistema de archivos de red ({ $kind }): los programas de otras máquinas pueden no ver quién trabaja con un número. Use un disco local (--state-dir).
request-on-network = El progreso guardado está en un sistema de archivos de red ({ $kind }). Solicite un código solo si nadie trabaja con este número desde otra máquina: dos solicitudes contarían.
trouble-warning = Sin eso, si se corta la línea se pierde dónde estás, y nadie más en esta máquina ve que estás en un número. Una solicitud cuenta igual.
appeal-title = Apelación contra la suspensión
appeal-lead = Diga por qué WhatsApp debe liberar { $number }. El texto se envía una vez, tal como está aquí.
field-appeal = Motivo
field-appeal-hint = Ctrl-T trae el siguiente texto listo, en cada idioma; edítelo.
submit-appeal = Enviar la apelación
appeal-template-business = Hola. Este número es de nuestra empresa y por él nos contactan los clientes. Solo escribimos a quienes nos buscaron o lo autorizaron. Creemos que la suspensión fue un error y pedimos una revisión.
appeal-template-new = Hola. Recibimos este número de la operadora hace poco y no conocemos a su dueño anterior. Todavía no enviamos nada con él. Pedimos que revisen la suspensión.
appeal-template-mended = Hola. Leímos los términos de uso y encontramos lo que los infringió: mensajes a personas que no lo habían autorizado. Dejamos de hacerlo y cambiamos nuestro procedimiento. Pedimos la liberación del número.

## Leaving

leave-title = ¿Salir de este registro?
leave-lead-unknown = La última llamada sobre { $number } quedó sin respuesta, y nadie sabe si tuvo efecto. El tablero guarda esta pregunta.
leave-lead-captcha = El código de { $number } espera el captcha. El tablero guarda el registro, y puede retomarlo desde allí.
leave-lead-code = Se pidió un código para { $number }. El tablero guarda este registro: cuando llegue el código, retómelo desde allí.
leave-lead-pin = { $number } espera su PIN. El tablero guarda el registro, y puede retomarlo desde allí.
leave-lead-device = { $number } espera la confirmación en el teléfono. El tablero guarda el registro, y puede retomarlo desde allí.
leave-lead-verification = { $number } cumplió todos los pasos y solo falta la verificación final. Puede retomarlo desde el tablero.

## Connected

connected-title = Conectado
connected-lead = { $number } ya funciona por la API. El servicio y el dispositivo informan el mismo número.
connected-lead-confirmed = { $number } ya funciona por la API. Usted confirmó que la línea conectada es este número.
connected-other-spelling = Usted pidió { $number }, y WhatsApp lo muestra como { $shown }. Es la misma línea.

## Protecting the account

secure-title = Proteger la cuenta
secure-lead = { $number } está conectado. Un correo permite a su dueño recuperar la cuenta, y un PIN impide que otros registren el número. Ambos se pueden omitir.
email-title = Correo de recuperación
email-lead = Con esta dirección, el dueño de { $number } puede restablecer un PIN olvidado. Enviar la define, en lugar de cualquier anterior.
field-email = Dirección de correo
field-email-hint = Una que el dueño lee, como nombre@example.com.
submit-email = Definir esta dirección
email-code-title = Código del correo
email-code-lead = Se envió un código al correo de la cuenta. La dirección vale cuando el código se entrega.
field-email-code = Código
field-email-code-hint = Como está en el correo. Mire también la carpeta de spam.
email-code-pause = Tres no fueron aceptados. Pausa hasta { $time } ({ $wait }); mientras tanto, busque el correo más reciente.
submit-email-code = Entregar el código
new-pin-title = Definir un PIN de dos pasos
new-pin-lead = WhatsApp pedirá este PIN cuando { $number } se registre de nuevo. Su dueño debe saberlo y guardarlo. Enviar lo define, en lugar de cualquier anterior.
field-new-pin = PIN nuevo
field-new-pin-hint = Seis dígitos, mostrados como puntos.
field-new-pin-again = PIN nuevo otra vez
field-new-pin-again-hint = Los mismos seis dígitos.
submit-new-pin = Definir este PIN

## Choices

choice-back = Volver
choice-back-change = No, volver
choice-leave = Salir del programa
choice-list-instances = Elegir de una lista con un token de socio
choice-next-page = Página siguiente
choice-previous-page = Página anterior
choice-use-number = Sí, usar este número
choice-request = Sí, pedirlo ahora
choice-pick-early = { $method }, antes de que termine la espera
choice-request-early = Sí, solicitar antes de que termine la espera
choice-ask-again = Consultar el número de nuevo
choice-look-again = Actualizar los tiempos de espera
choice-resume = Retomar el registro en curso
choice-start-new = Empezar con otro número
choice-try-again = Intentar de nuevo
choice-go-on = Continuar
choice-go-unrecorded = Seguir sin anotar nada
choice-take-over = Tomar el control
choice-check-now = Consultar ahora
choice-accepted = El cliente aceptó en el teléfono: terminar
choice-transfer-by-post = El cliente aceptó en el teléfono: terminar por POST
choice-pin-forgotten = El dueño no sabe el PIN
choice-recover-pin = Sí, pedir el correo a WhatsApp
choice-not-arrived = El código no llegó
choice-have-code = Ya tengo un código
choice-write-appeal = Escribir una apelación
choice-code-arrived = Llegó un código
choice-nothing-arrived = No llegó ningún código
choice-type-again-code = Nada cambió en el teléfono: escribir el código de nuevo
choice-type-again-pin = Nada cambió en el teléfono: escribir el PIN de nuevo
choice-type-again-captcha = Sin código: leer la imagen otra vez
choice-pin-asked = WhatsApp pide un PIN
choice-phone-asks = El teléfono pide confirmar el cambio
choice-same-line = Sí, es la misma línea
choice-other-line = No, es otra línea
choice-protect = Proteger la cuenta
choice-set-email = Definir el correo de recuperación
choice-type-email-code = Escribir el código del correo
choice-set-pin = Definir el PIN de dos pasos
choice-stay = Quedarse aquí
choice-keep-waiting = Seguir esperando este código
choice-leave-registration = Salir por ahora
choice-stop-waiting = No esperar más la respuesta

## Calls under way

doing-reading-status = Leyendo el estado de la instancia…
doing-reading-device = Leyendo qué número está conectado…
doing-reading-instance = Leyendo el nombre y el plazo de la instancia…
doing-listing-instances = Leyendo la lista de instancias…
doing-asking-availability = Consultando el número…
doing-requesting-code = Pidiendo el código…
doing-sending-code = Enviando el código…
doing-sending-pin = Enviando el PIN…
doing-answering-captcha = Enviando la respuesta…
doing-recovering-pin = Pidiendo el correo…
doing-finishing-transfer = Terminando la transferencia…
doing-appealing = Enviando la apelación…
doing-reading-security = Leyendo lo que protege la cuenta…
doing-setting-email = Definiendo el correo…
doing-verifying-email = Entregando el código del correo…
doing-setting-pin = Definiendo el PIN…
doing-until = { $doing } Como máximo { $wait }, hasta { $time }.

## What a check found

finding-pending = todavía no conectado
finding-taken-over = otra instancia u otro acceso tomó el número
finding-line-unclear = conectado, pero no se pudo leer el número
finding-unclear = la respuesta no lo dice
finding-unreachable = no se pudo contactar el servicio
finding-limited = el servicio pidió una pausa
finding-refused = el servicio rechazó la consulta
check-at = { $finding } ({ $time })

## Problems

problem-empty-id = Falta el ID de la instancia.
problem-empty-token = Falta el token de la instancia.
problem-empty-client = Falta el token de seguridad de la cuenta. Está en el panel en Seguridad, y allí debe activarse una vez.
problem-unusable-id = El ID de la instancia tiene un espacio o un carácter que ningún ID tiene. Cópielo de nuevo del panel.
problem-unusable-token = El token de la instancia tiene un espacio o un carácter que ningún token tiene. Cópielo de nuevo del panel.
problem-unusable-client = El token de seguridad de la cuenta tiene un espacio o un carácter que ningún token tiene. Cópielo de nuevo del panel.
problem-other-address = Esto es una dirección, pero no la de la API de una instancia. Esa tiene la forma …/instances/ID/token/TOKEN.
problem-unplaced = { $count ->
        [one] Un valor pegado no se parece a ninguno de los tres y quedó fuera. Péguelo solo en su campo.
       *[other] { $count } valores pegados no se parecen a ninguno de los tres y quedaron fuera. Pegue cada uno solo en su campo.
    }
problem-which-field = { $left ->
        [one] Un valor pegado, de { $chars } caracteres, no se parece a ninguno de los tres. Queda oculto. ¿Cuál de ellos es? 1: ID de la instancia, 2: token de la instancia, 3: token de seguridad de la cuenta (Client-Token), 0: ninguno, descartarlo.
       *[other] { $left } valores pegados no se parecen a ninguno de los tres. Quedan ocultos. ¿Cuál de ellos es el siguiente, de { $chars } caracteres? 1: ID de la instancia, 2: token de la instancia, 3: token de seguridad de la cuenta (Client-Token), 0: ninguno, descartarlo.
    }
problem-same-token = El token de seguridad de la cuenta es igual al de la instancia, lo que siempre es una confusión. El de la cuenta está en el panel en Seguridad.

problem-partner-empty = Falta el token de socio.
problem-partner-unusable = El token de socio contiene un espacio o un carácter que ningún token tiene. Cópielo de nuevo.
problem-partner-other = Es igual a uno de los otros tokens, lo que siempre es una confusión. Z-API entrega el token de socio a sus socios.

problem-no-calling-code = Falta el código del país. El de Brasil es 55.
problem-unknown-calling-code = Ningún país tiene este código.
problem-number-empty = Falta el número.
problem-number-not-digits = { $sign } en la posición { $place } del número no es un dígito.
problem-number-prefix = El { $prefix } que está delante no es parte del número: ya no se marca. Sin él, el número es { $number }. Confírmelo con el cliente.
problem-number-short = El número tiene pocos dígitos para su país.
problem-number-long = El número tiene demasiados dígitos para su país.
problem-number-length = Ningún número de este país tiene esa cantidad de dígitos.
problem-number-area = Falta el código de área. Pídaselo al cliente y póngalo delante del número.
problem-number-repeats = El código del país está dos veces. Quítelo del número.

problem-email-empty = Falta la dirección de correo.
problem-email-space = Hay un espacio en la dirección de correo, y ninguna dirección lo tiene.
problem-email-at = Una dirección de correo tiene un nombre, una @ y un dominio, como nombre@example.com.
problem-email-domain = Lo que sigue a la @ debe ser un dominio con punto, como example.com.
problem-email-long = Ninguna dirección de correo es tan larga.
problem-wrong-email-code = Ese código fue rechazado como incorrecto. Compárelo con el correo más reciente.
problem-pins-differ = Los dos PIN no son iguales. Escriba ambos de nuevo.
problem-change-declined = El servicio no hizo este cambio. Lo que estaba definido sigue valiendo.

problem-several-lines = Se pegaron varias líneas y no se tomó nada. Copie solo lo que va en este campo.
problem-digits-empty = Todavía no se escribió nada.
problem-digits-not-digits = { $sign } en la posición { $place } no es un dígito.
problem-digits-no-code = No hay ningún código de seis dígitos en este texto. Escriba solo los seis dígitos.
problem-digits-several = Hay más de un código en este texto: { $codes }. Escriba el del mensaje más reciente.
problem-digits-several-pins = Hay más de un PIN en este texto. Escriba solo los seis dígitos del PIN correcto.
odd-letter = La letra { $letter }
odd-sign = El carácter { $sign }
odd-unseen = Un carácter invisible ({ $number })
problem-digits-length = { $count ->
        [one] Es { $count } dígito
       *[other] Son { $count } dígitos
    }; se necesitan seis.
problem-unusual-length = Los códigos tienen seis dígitos, y este tiene { $count }. Si el teléfono muestra esa cantidad, envíelo una vez más.
problem-unusual-pin = Los PIN tienen seis dígitos, y este tiene { $count }. Si de verdad tiene esa cantidad, envíelo una vez más.
declined-expired = Este código venció. Solicite uno nuevo en cuanto haya una forma de recibirlo disponible.
declined-too-often = Para WhatsApp, fue demasiado rápido o demasiadas veces. No intente de nuevo antes de que termine la espera, o el número puede quedar bloqueado.
declined-no-route = WhatsApp no puede llegar a este teléfono por este medio. Elija otro.
declined-pin-wanted = WhatsApp pide el PIN de dos pasos.
declined-bad-request = Para WhatsApp, algo en la solicitud no es válido. Revise el número y lo que se escribió.
declined-service-fault = El servicio tiene un problema propio que usted no puede resolver. Envíe el texto de abajo al soporte de Z-API.
declined-later = WhatsApp no está disponible para esto en este momento. Intente más tarde.
declined-not-allowed = WhatsApp no permite esto para este número o esta cuenta. Intentar de nuevo no ayuda; consulte al soporte de Z-API.
declined-other = Esto no fue aceptado. La respuesta del servicio está abajo.
declined-until = { $what } Disponible en { $wait } ({ $time }).
problem-wrong-code = Ese código fue rechazado. Compárelo con el teléfono; vale el mensaje más nuevo. No se perdió nada.
problem-wrong-pin = Ese PIN fue rechazado. Pregunte de nuevo al dueño: es el PIN de WhatsApp, no el del teléfono ni el del banco.
problem-wrong-captcha = La lectura no coincide. Mire otra vez: la imagen puede ser otra. No se perdió nada.
problem-empty-captcha = Escriba primero lo que muestra la imagen.
problem-appeal-empty = Falta el motivo. Escríbalo o use un texto listo.
problem-appeal-long = El texto tiene { $count } caracteres; se envían como máximo { $most }. Acórtelo.
problem-appeal-declined = El servicio no aceptó la apelación. Lea lo que dice abajo; enviar lo mismo otra vez no ayuda.
problem-appeal-kept-by = El token para la apelación lo guarda { $owner }: ese usuario de esta máquina puede enviar la apelación. Para enviarla usted, actualice antes los tiempos de espera: eso trae un token propio.
problem-appeal-declined-silent = El servicio no aceptó la apelación y no dio ningún motivo. Enviar lo mismo otra vez no ayuda.
problem-recovery-declined = WhatsApp no envió el correo. La cuenta puede no tener correo. El dueño puede verlo en la aplicación: Ajustes, Cuenta.
problem-unbanned = WhatsApp levantó la suspensión. Actualice los tiempos de espera para ver cómo puede llegar el código.
problem-too-early = El teléfono todavía no aceptó, dice el servicio. Mire el teléfono junto con el cliente; espere un poco antes de intentar de nuevo.
problem-not-sent-yet = El servicio no envió un código, porque corre una espera. Vea en el tablero cuándo abre.
problem-status-unclear = La respuesta del servicio no dice si la instancia está libre, así que no se envió nada. Intente de nuevo en un momento.
problem-locked = Ahora no: { $lock }.

raw-text = Respuesta del servicio: { $text }
raw-status = Estado HTTP: { $status }

refusal-client-missing = El token de seguridad de la cuenta no llegó o nunca se activó. En el panel: Seguridad, Token de seguridad de la cuenta, actívelo; después vuelva a las credenciales.
refusal-client-wrong = El token de seguridad de la cuenta fue rechazado. Puede haberse renovado, o ser el de la instancia por error. Cópielo del panel en Seguridad.
refusal-partner-wrong = El token de socio fue rechazado. Cópielo de nuevo, o pregunte a Z-API si todavía vale. Sin él, se pueden escribir los tres valores.
refusal-address = Esta cuenta solo admite ciertas direcciones IP, y la suya no es una de ellas. Agréguela en el panel en Seguridad, o use un servidor admitido; hasta entonces, todo intento se rechaza.
refusal-no-instance = El servicio no conoce ninguna instancia con este ID y token. Copie ambos de la misma instancia en el panel; también puede haberse eliminado.
refusal-not-mobile = Esta es una instancia web. Los números solo se registran en instancias mobile, así que intentar de nuevo no ayuda: vuelva y use las credenciales de una mobile.
refusal-conflict = Otra instancia u otro acceso usa este número. Averigüe quién es y ciérrelo en su panel; antes de eso, intentar de nuevo solo hace que se expulsen entre sí.
refusal-subscription = La prueba o la suscripción de esta instancia terminó, y todo se rechaza hasta renovarla en el panel. Después intente de nuevo: no se perdió nada.
refusal-no-route = El servicio no conoce esta ruta. Verifique la dirección base; no se hizo nada.
refusal-unauthorized = El servicio rechazó estas credenciales (HTTP { $status }). No se hizo nada. Copie de nuevo del panel los valores de la instancia y el token de seguridad de la cuenta: los mismos no se vuelven a usar para este número.
refusal-form = El servicio, o una pasarela delante de él, rechazó la forma de esta llamada (HTTP { $status }). No se hizo nada.
refusal-form-once-more = El servicio, o una pasarela delante de él, rechazó la forma de esta llamada (HTTP { $status }) antes de cualquier efecto. No se repite automáticamente. Espere { $wait }, hasta { $time }; después puede enviarla una vez más.
refusal-form-over = La forma de esta llamada fue rechazada otra vez (HTTP { $status }) antes de cualquier efecto. No se solicita nada más hasta { $time }. Para el soporte de Z-API: "Las llamadas a esta instancia mobile, hechas según la documentación, reciben HTTP { $status }, dos veces en un día. Por favor, revisen sus rutas."
refusal-too-many = El servicio pidió una pausa. Espere antes del próximo pedido.
refusal-too-many-until = El servicio pidió una pausa. Espere { $wait }, hasta { $time }, antes del próximo pedido.
refusal-too-many-over = El servicio pidió una pausa. Ya terminó: puede intentar ahora.
refusal-other = El servicio rechazó esto. Intentar de la misma forma no ayuda.

clock-ahead = El reloj de esta máquina está { $by } adelantado respecto al del servicio. Las horas siguen ese reloj; las esperas siguen siendo correctas.
clock-behind = El reloj de esta máquina está { $by } atrasado respecto al del servicio. Las horas siguen ese reloj; las esperas siguen siendo correctas.

cause-dns = No se encontró el nombre del servidor. Verifique la red y la dirección base.
cause-connect = Sin conexión con el servidor. Verifique la red, un proxy o cortafuegos, y la dirección base.
cause-tls-handshake = Sin conexión segura: el servidor y este programa no llegaron a un acuerdo. Revise la dirección base y si hay un proxy o un cortafuegos de por medio.
cause-tls-no-store = Sin conexión segura: esta máquina no tiene certificados para comprobar el servidor. Instale sus certificados (en Debian: ca-certificates).
cause-tls-name = Sin conexión segura: el certificado del servidor es de "{ $names }" y no de esta dirección. Revise la dirección base y si hay un proxy o la página de acceso de una red de por medio.
cause-tls-name-unread = Sin conexión segura: el certificado del servidor es de otra dirección. Revise la dirección base y si hay un proxy o la página de acceso de una red de por medio.
cause-tls-expired = Sin conexión segura: el certificado del servidor está vencido. Si el reloj de esta máquina está mal, ajústelo: marca { $today }. Si está bien, quien administra el servidor debe renovar el certificado.
cause-tls-early = Sin conexión segura: el certificado del servidor todavía no es válido. Si el reloj de esta máquina está mal, ajústelo: marca { $today }. Si está bien, quien administra el servidor debe cambiar el certificado.
cause-tls-issuer = Sin conexión segura: esta máquina no confía en "{ $name }", que emitió el certificado del servidor. Si es un proxy o un cortafuegos suyo, instale aquí su certificado raíz o indique el archivo en SSL_CERT_FILE; si no lo es, no siga en esta red.
cause-tls-issuer-unnamed = Sin conexión segura: esta máquina no confía en quien emitió el certificado del servidor. Si es un proxy o un cortafuegos suyo, instale aquí su certificado raíz o indique el archivo en SSL_CERT_FILE; si no lo es, no siga en esta red.
cause-tls-other = Sin conexión segura: el certificado del servidor no fue aceptado. Revise la dirección base y si hay un proxy o un cortafuegos de por medio.
cause-tls-issued-by = El certificado fue emitido por "{ $name }".
cause-timeout = El servidor no respondió a tiempo.
cause-broken = La conexión se cortó antes de completar la respuesta.
cause-interrupted = El programa terminó antes de que llegara la respuesta.
cause-not-recorded = No se pudo anotar que esto se enviaría.
cause-taken-over = Otra persona tomó el número en ese momento.
cause-too-late = Pasó demasiado tiempo entre anotar la llamada y enviarla.
cause-call-under-way = Una llamada que ya estaba en curso todavía puede llegar.
cause-already-connected = Esta instancia dice que ya está conectada. Puede haber quedado de antes.
cause-status-changed = El estado cambió en ese momento.
cause-redirected = El servidor apunta a otra dirección, que no se sigue, para que los tokens no vayan allí. Verifique la dirección base.
cause-too-large = La respuesta es más grande que cualquiera real y no se leyó.
cause-server-error = El servidor falló (HTTP { $status }). Es de su lado; intente de nuevo en un minuto.
cause-not-understood = La respuesta (HTTP { $status }) no es una que el servicio documente. Verifique la dirección base; puede haber un gateway en medio.
effect-not-sent = No se envió nada.
effect-no-answer = Solo era una consulta, nada cambió. Puede intentar de nuevo.
effect-unknown = Puede haber tenido efecto, y no se repite solo.

## The way of the number

passage-phone = teléfono
passage-service = Z-API
passage-planned = pasa al terminar todo
passage-waits = espera un sí
passage-checking = en comprobación
passage-done = pasó

## The frame

keys-next = Tab siguiente
keys-go-on = Enter continuar
keys-new-line = Enter nueva línea
keys-choose = ↑ ↓ elegir
keys-take = Enter aceptar
keys-shut-list = Esc cerrar lista
keys-back = Esc volver
keys-secret = Ctrl-R mostrar
keys-leave = Ctrl-C salir
keys-more = PgUp/PgDn más
leave-again = Pulse Ctrl-C una vez más para salir. Una llamada en curso no se deshace.
handing-in = Seis dígitos: enviando. Cualquier tecla lo detiene.
too-small = Esta ventana es demasiado pequeña ({ $columns }×{ $rows }). Use al menos 60×18, o pulse F4 para el modo de línea. No se pierde nada.
demo-mark = demo
demo-hint = Demo: { $hint }
customer-label = Al cliente: { $text }
customer-preparing = ¡Hola! Estoy preparando la conexión de su número. Por favor, tenga a mano el teléfono con ese número.
customer-number = ¿Qué número vamos a conectar? Por favor, dígame el código de área y el número tal como lo marca.
customer-gate = Vamos a conectar { $number }. Al terminar, WhatsApp dejará de funcionar en su teléfono con este número. ¿Está de acuerdo?
customer-board = Recibirá un código de WhatsApp. ¿Prefiere un SMS o una llamada?
customer-board-shut = WhatsApp no está enviando códigos a este número ahora. Hay que esperar un poco; le aviso cuando podamos seguir.
customer-request-sms = WhatsApp le enviará un SMS con un código de seis dígitos. Por favor, léamelo cuando llegue.
customer-request-voice = WhatsApp le llamará y dictará un código de seis dígitos. Por favor, conteste, anótelo y dígamelo.
customer-request-popup = Por favor, abra WhatsApp en el teléfono con este número. Aparecerá un aviso sobre un nuevo dispositivo.
customer-captcha = Un momento: WhatsApp me hace una pregunta de seguridad antes de enviar el código.
customer-code-sms = ¿Llegó el SMS de WhatsApp? Por favor, léame los seis dígitos. No se los dé a nadie más.
customer-code-voice = ¿Llamó WhatsApp? Por favor, dígame los seis dígitos. No se los dé a nadie más.
customer-code-popup = ¿Ve el aviso en WhatsApp? Si muestra un código, léamelo; si pregunta, acéptelo.
customer-not-arrived = Verifiquemos: ¿su número es { $number }? ¿El teléfono está encendido, con señal, y acepta llamadas y mensajes desconocidos?
customer-pin = WhatsApp pide el PIN de seis dígitos que usted eligió para la verificación en dos pasos. ¿Lo recuerda?
customer-recovery = WhatsApp puede enviarle un enlace por correo para restablecer el PIN. ¿Puede abrir el correo de su cuenta?
customer-device = Por favor, abra WhatsApp en su teléfono. Pregunta si quiere mover la cuenta a otro dispositivo: acepte y avíseme.
customer-verifying = ¡Gracias! Estoy verificando la conexión; tarda unos segundos.
customer-same-line = ¿Puede comprobarlo, por favor? ¿WhatsApp dejó de funcionar en su teléfono con este número?
customer-seen-code = Por favor, mire su teléfono: ¿llegó un código de WhatsApp?
customer-seen-phone = Por favor, mire WhatsApp en su teléfono y dígame qué muestra.
customer-stop-later = WhatsApp no registra este número por ahora. Lo intentaremos más tarde; por favor, no lo intente por su cuenta.
customer-stop-blocked = WhatsApp bloqueó nuevos intentos por algunas horas. Por favor, no pida códigos; deje WhatsApp abierto en su teléfono.
customer-stop-banned = WhatsApp suspendió este número. Podemos enviar una apelación por usted; la revisión puede tardar días.
customer-stop-review = WhatsApp está revisando nuestra apelación. Puede tardar días; volveré a contactarle.
customer-stop-wrong = Se conectó otro número en lugar del suyo. Por favor, espere mientras lo deshago.
customer-appeal = ¿Para qué se usaba el número, y recibió algún aviso de la suspensión? Lo escribiré en la apelación.
customer-later = Continuaremos más tarde. Por favor, no pida códigos a WhatsApp mientras tanto.
customer-secure = Para proteger { $number }: indique un correo que usted lee y elija un PIN de seis dígitos que recordará.
customer-connected = Listo: { $number } está conectado. WhatsApp en su teléfono salió de este número, como acordamos.
keys-help = F1 ayuda
keys-customer = F2 cliente
keys-copy = F5 copiar
copied = Enviado al portapapeles de su terminal. Si no lo acepta, Ctrl-S guarda un archivo.
evidence-saved = Guardado en { $path }, legible solo por usted.
evidence-not-saved = No se pudo escribir el archivo en la carpeta actual. Comience desde una carpeta propia.
evidence-head = zapi-onboard { $version }, { $time }

## After leaving

left-connected = { $number } está conectado.
left-already = La instancia ya estaba conectada; nada se modificó.
left-credentials = Las credenciales fueron rechazadas; nada se modificó.
left-halted = Detenido: { $reason }.
left-waiting = Salida durante una espera: no pida nada antes de que termine. Lo ya pedido cuenta.
left-step-needed = Salida antes de un paso más: el captcha o el PIN. Lo pedido cuenta.
left-digits = Salida tras un captcha, código o PIN rechazado.
left-unknown = Salida con resultado desconocido: mire el teléfono y el estado de la instancia antes de pedir de nuevo.
left-unfinished = Salida antes del final.
left-held = Salida porque otra persona ya está en ello. Desde aquí no se envía nada nuevo.

## The command line

cli-nobody-answers = zapi-onboard: aquí nadie puede responder: la entrada estándar no es un terminal y no llega nada por ella. Inícielo en un terminal, por SSH con "ssh -t", o con --plain o --json y las respuestas en la entrada estándar.
cli-output-elsewhere = zapi-onboard: las preguntas no se verían, porque la salida estándar no es un terminal. Déjela en el terminal, o use --plain o --json si es lo que desea.
cli-base-not-address = zapi-onboard: la dirección base no es http ni https. Verifique --base-url o ZAPI_BASE_URL; la de Z-API es https://api.z-api.io.
cli-base-plain-http = zapi-onboard: la dirección base es http sin protección, y los tokens se podrían leer en el camino. Solo se puede usar así esta máquina; use https.
cli-base-has-extras = zapi-onboard: la dirección base solo puede tener esquema, servidor, puerto y ruta. Las credenciales se escriben en el asistente o vienen del entorno.
cli-client = zapi-onboard: no se pueden hacer conexiones seguras en esta máquina. Instale sus certificados (en Debian: ca-certificates).
cli-unknown-scenario = zapi-onboard: no hay ningún escenario llamado "{ $name }". Hay: { $names }.
cli-unknown-zone = zapi-onboard: no hay ninguna zona horaria llamada "{ $name }". Un ejemplo es America/Sao_Paulo.
cli-simulate-no-address = zapi-onboard: no se puede atender en { $address }. La dirección está en uso o no es de esta máquina. Elija otra con --listen.
cli-simulate-open = zapi-onboard: otras máquinas alcanzan este servicio simulado. No tiene secretos, pero tampoco protección.
cli-simulate-number = Número: { $number }
cli-simulate-code = Código: { $code }
cli-simulate-pin = PIN: { $pin }
cli-simulate-captcha = Captcha: { $first }; después de una respuesta equivocada { $next }
cli-simulate-email-code = Código del correo de la cuenta: { $code }
cli-simulate-end = Atendiendo. Termínelo con Ctrl-C.
cli-farewell = zapi-onboard: { $text }
cli-resume = zapi-onboard: para seguir: zapi-onboard resume { $session }
cli-no-state = zapi-onboard: no hay carpeta personal donde guardar el diario. Indica una carpeta con --state-dir.
cli-no-session = zapi-onboard: ningún registro se llama "{ $name }". "zapi-onboard sessions --all" los muestra.
cli-many-sessions = zapi-onboard: más de un registro empieza con "{ $name }". Escribe más del nombre.
cli-other-service = zapi-onboard: este registro es con { $theirs } y la dirección base es { $ours }. Indica aquella dirección con --base-url, si le confías tus tokens.
cli-session-in-use = zapi-onboard: alguien está trabajando en { $name } en esta máquina. Pide antes que salga.
cli-cannot-write = zapi-onboard: no se puede escribir { $path }. El archivo no debe existir todavía y su carpeta debe aceptarlo.
cli-cannot-read = zapi-onboard: no se puede leer { $path } como texto.
cli-exported = zapi-onboard: entregado. No contiene tokens: tu colega usa los suyos. No sigas aquí, pues dos a la vez gastan las solicitudes de código del número.
cli-no-hand-over = zapi-onboard: { $path } no es un registro escrito por "zapi-onboard export", o está dañado.
cli-newer-hand-over = zapi-onboard: { $path } fue escrito por una versión más nueva de zapi-onboard. Úsala aquí también.
cli-known-session = zapi-onboard: { $name } en esta máquina es del mismo número e instancia. Sigue con ese u olvídalo antes.
cli-forgotten = zapi-onboard: { $name } quedó olvidado. Sus solicitudes cuentan en WhatsApp igual.
cli-still-kept-by = zapi-onboard: la imagen del captcha o el token de la apelación lo guarda { $owner }; se borrará cuando ese usuario vuelva a trabajar aquí con un proceso.
cli-cannot-log = zapi-onboard: no se puede escribir { $path } como registro tuyo. Indica otro archivo con --log.
cli-single-credentials = zapi-onboard: faltan credenciales. Defina ZAPI_INSTANCE_ID, ZAPI_INSTANCE_TOKEN y ZAPI_CLIENT_TOKEN.
cli-single-number = zapi-onboard: { $number } no puede ser un número. Indíquelo con + y su código de país, o use --calling-code.
cli-single-finished = Ese registro ya terminó. Así está la instancia ahora:
cli-single-none = zapi-onboard: aquí no hay registrado ningún proceso inacabado así. "zapi-onboard sessions" los muestra; check y request empiezan uno.
cli-single-many = zapi-onboard: puede tratarse de varios procesos. Indique uno con --session o --number:
cli-single-transfer = zapi-onboard: no se envió nada. Pida al cliente que acepte en el teléfono; cuando lo haya hecho, use --accepted-on-phone.
cli-single-secret = zapi-onboard: falta esto: { $what }. Escríbalo en la entrada estándar o en el entorno como { $variable }.
cli-single-appeal = zapi-onboard: { $path } no contiene ningún motivo. Escriba por qué WhatsApp debe levantar la suspensión en la entrada estándar o en un archivo para --text-file.
cli-single-flag = zapi-onboard: no se envió nada. Si es lo que desea de todos modos, use { $flag }.
cli-single-wait = zapi-onboard: no se envió nada. Para esperar a que se abra y solicitarlo entonces, use --wait.
cli-single-early = zapi-onboard: ningún paso suelto solicita antes de que termine una espera. Una persona puede decidirlo en el asistente: { $command }
single-done = Listo.
single-done-connected = El número está conectado.
single-done-request = Código solicitado: { $method }.
single-done-check = Se consultó el número.
single-later-checking = Se confirmó la última etapa y el número aún no está conectado. Consulte el estado de nuevo más tarde.
single-refused-code = El código es incorrecto. Compárelo con el mensaje más reciente antes de confirmar otro.
single-refused-pin = El PIN es incorrecto. Pregunte al titular antes de confirmar otro.
single-refused-captcha = Los caracteres no coinciden. Mire la imagen de nuevo: puede ser otra.
single-usage = No se envió nada.
single-blocked = El número o el método está bloqueado o no está disponible.
single-credentials = Las credenciales fueron rechazadas. Revise los tres valores.
single-later = Aún no ha terminado. Inténtelo de nuevo más tarde.
single-refused = Incorrecto. Compruébelo antes de confirmar de nuevo.
single-not-accepted = No fue aceptado. Lea el motivo antes de intentarlo de nuevo.
single-held = Otra persona está trabajando con este número o esta instancia. No se envió nada.
single-step-needed = Falta un paso más: { $command }
single-same-line = No es seguro que el número conectado sea el pedido: { $connected }. Usted pidió { $asked }. Si el cliente confirma que es la misma línea: { $command }
single-same-line-already = La instancia dice que ya está conectada: { $connected }. Puede haber quedado de antes, o puede haberla conectado otra persona. Si el cliente confirma que WhatsApp dejó de funcionar en su teléfono: { $command }
single-unknown = No sabemos si esto tuvo efecto. Revise el teléfono y el estado antes de intentarlo de nuevo.
single-other-line = Está conectado un número distinto: { $connected }. El número solicitado es { $asked }.
single-line-unclear = No es posible saber si el número conectado es el correcto: { $connected }. El número solicitado es { $asked }. Compárelos.
single-unexpected = Respuesta inesperada. Los detalles están arriba.
single-interrupted = Interrumpido.
cli-config-value = zapi-onboard: en { $path }, { $key } no puede ser { $value }. "zapi-onboard config template" dice qué puede ser.
cli-file-unwritable = zapi-onboard: no se puede escribir { $path }. Vea de quién es la carpeta y si hay espacio.
cli-file-exposed = zapi-onboard: otras personas pueden leer { $path }, que contiene tokens. No se usará hasta que se haga esto: chmod 600 { $path }
cli-file-wrong = zapi-onboard: la línea { $line } de { $path } no se puede usar: { $what }.
cli-file-token = zapi-onboard: la línea { $line } de { $path } trata de un token, que no debe estar allí. Quítelo y guárdelo con "zapi-onboard profile add".
cli-file-newer = zapi-onboard: una versión más nueva de zapi-onboard escribió { $path }: su formato es { $found }, y esta conoce hasta el { $known }. El archivo queda como está. Use la versión más nueva o saque el archivo de ahí.
cli-profile-none = zapi-onboard: no hay ningún perfil llamado "{ $name }", ni ningún otro. "zapi-onboard profile add" crea uno.
cli-profile-unknown = zapi-onboard: no hay ningún perfil llamado "{ $name }". Existen: { $known }.
cli-profile-name = zapi-onboard: "{ $name }" no puede ser el nombre de un perfil. Use hasta 64 letras, cifras, "-", "_" y ".".
cli-profile-exists = zapi-onboard: ya existe un perfil llamado "{ $name }". Use --force para reemplazarlo.
cli-profile-command = zapi-onboard: ¿qué comando se debe ejecutar? Indíquelo con --credential-command.
cli-profile-incomplete = zapi-onboard: se necesitan el ID de la instancia, el token de la instancia y el token de seguridad de la cuenta. No se guardó nada.
cli-profile-address = Una dirección de la API contiene un token, y ningún secreto se da como opción. Indique solo el id de la instancia; el token se preguntará.
cli-profile-added = zapi-onboard: { $name } quedó guardado.
cli-profile-removed = zapi-onboard: { $name } y sus tokens se olvidaron aquí.
cli-profile-default = zapi-onboard: { $name } se usará cuando no se indique ningún perfil.
cli-command-failed = zapi-onboard: el comando de las credenciales falló. Ejecútelo por separado para ver por qué.
cli-command-slow = zapi-onboard: el comando de las credenciales no terminó en { $seconds } segundos y se interrumpió.
cli-command-not-understood = zapi-onboard: el comando de las credenciales no escribió ninguna. Debe escribir un objeto JSON o líneas como ZAPI_INSTANCE_TOKEN=…
cli-keyring-slow = zapi-onboard: el llavero no respondió en 3 segundos. Guarde los tokens en un archivo: zapi-onboard profile add { $name } --force
cli-keyring-unusable = zapi-onboard: aquí no se puede usar el llavero. Guarde los tokens en un archivo: zapi-onboard profile add { $name } --force
cli-keyring-empty = zapi-onboard: el llavero no tiene tokens de { $name }; los olvida cuando la máquina se reinicia. Guárdelos de nuevo: zapi-onboard profile add { $name } --force
## Line mode

line-step = Paso { $at } de { $of }: { $name }
line-error = Error: { $text }
line-warning = Atención: { $text }
line-info = Nota: { $text }
line-good = Bien: { $text }
line-demo = Demostración: { $text }
line-instead = En lugar de una respuesta puede escribir:
line-choose =
    { $count ->
        [one] Escriba 1, o ayuda
       *[other] Escriba un número del 1 al { $count }, o ayuda
    }
line-choose-default = { line-choose } (Enter para { $default })
line-field-kept = { $label } (Enter conserva { $value })
line-field-held =
    { $label } ({ $count ->
        [one] hay un carácter guardado
       *[other] hay { $count } caracteres guardados
    }; Enter lo conserva)
line-field-hidden = Lo que escriba aquí no se muestra.
line-area = Escriba cuantas líneas quiera. Una línea con solo un punto termina el texto.
line-template = Usar este texto: { $text }
line-area-ready = Este es el texto: { $text }
line-area-send = Escriba { $send } para enviarlo. Cualquier otra cosa empieza un texto nuevo.
line-opened = Posible a partir de ahora: { $choice }.
line-not-understood = Esa no es una de las opciones.
line-shut = Ahora no. { $choice }: { $state }.
line-nothing-typed = No se escribió nada.
line-too-long = Esa línea es demasiado larga y no se leyó.
line-no-back = Desde aquí no se puede volver.
line-busy = Hay una llamada en curso. Espere a que termine.
line-still = Sigo esperando, { $time }.
line-quit-sure = Lo que se pidió cuenta, y el proceso puede continuar después. Escriba { $quit } otra vez para salir.
line-early-accepted = Esto se escribió antes de consultar al teléfono, así que nadie puede haberlo visto allí. Pregunte al cliente y escríbalo entonces.
line-early-number = Esto se escribió de antemano como número y hace algo que no se puede deshacer. Escriba { $name }.
line-no-screen = Aquí no hay un terminal que pueda mostrar la pantalla.
line-picture = Escriba { $draw } para dibujar la imagen con signos, { $save } para guardarla en un archivo.
line-picture-save = Escriba { $save } para guardar la imagen en un archivo.
line-help = En una pregunta con números, escriba el número de lo que desea. En una pregunta que se escribe, escriba la respuesta; para elegir otra cosa, escriba su número detrás de una barra, como /1. Una respuesta que sea una de las palabras de abajo se escribe detrás de dos barras.
line-help-words = Palabras para cualquier pregunta:
line-help-back = { $word }: un paso atrás
line-help-again = { $word }: la pregunta una vez más
line-help-customer = { $word }: qué decir al cliente
line-help-evidence = { $word }: la situación, como texto para un reporte
line-help-language = { $word }: el siguiente idioma
line-help-screen = { $word }: la pantalla completa
line-help-quit = { $word }: salir; lo registrado puede continuar después
# What is written to be understood; the English words are understood in every language.
word-back = volver
word-help = ayuda
word-quit = salir
word-screen = pantalla
word-again = repetir
word-customer = cliente
word-evidence = evidencia
word-language = idioma
word-draw = imagen
word-save = guardar
word-send = enviar
## What `doctor` says: a level, what it is about, and how it is

doctor-ok = ok
doctor-note = nota
doctor-warning = atención
doctor-problem = problema
doctor-program = programa
doctor-terminal = terminal
doctor-terminal-screen = pantalla completa, { $size }, TERM={ $term }
doctor-terminal-small = { $size } es demasiado pequeño para la pantalla completa, que necesita 60×18; el modo de línea funciona
doctor-terminal-lines = modo de línea, TERM={ $term }
doctor-terminal-none = ninguno: --plain y --json funcionan con respuestas en la entrada estándar
doctor-around = alrededor
doctor-plain-terminal = ni SSH, ni tmux, ni screen
doctor-signs = caracteres
doctor-signs-all = UTF-8
doctor-signs-seven = solo 7 bits
doctor-colours = colores
doctor-colours-on = --theme { $name }, { $depth }
doctor-colours-off = desactivados
doctor-language = idioma
doctor-time = hora
doctor-proxy = proxy
doctor-proxy-none = ninguno
doctor-proxy-set = { $host }; a esta misma máquina se llega sin él
doctor-tls = certificados
doctor-tls-system = los del sistema
doctor-tls-file = los de { $path }
doctor-tls-missing = { $path } está indicado en SSL_CERT_FILE y no se puede leer
doctor-tls-none = ninguno con que se puedan hacer conexiones seguras; instale ca-certificates
doctor-settings = configuración
doctor-settings-none = ninguna
doctor-profile = perfil
doctor-profile-none = ninguno en uso
doctor-journal = registro
doctor-journal-open =
    { $path }, { $count ->
        [one] { $count } proceso
       *[other] { $count } procesos
    }
doctor-journal-shared = { $path } es una carpeta que comparte un grupo
doctor-memory = volcados de memoria
doctor-memory-off = desactivados, porque contienen tokens
doctor-credentials = credenciales
doctor-credentials-all = las tres están indicadas
doctor-credentials-some = faltan: { $missing }
doctor-credentials-none = no hay ninguna indicada; el asistente las pregunta
doctor-service = servicio
doctor-service-reached = { $base } responde; la instancia { $link ->
        [connected] está conectada
        [unclear] está en un estado que la respuesta no dice
       *[other] no está conectada
    }
doctor-service-skipped = no se consultó { $base }
doctor-clock = reloj
doctor-clock-right = igual al del servicio
queue-no-header = la primera línea tiene que nombrar las columnas, por ejemplo: profile,calling_code,number,note
queue-no-rows = no hay ningún número en la lista
queue-not-text = esta fila no es texto UTF-8; guarde el archivo como UTF-8
queue-unknown-column = ninguna columna se llama "{ $name }"; las conocidas son: { $known }
queue-column-twice = esta columna está dos veces; deje una
queue-column-missing = esta columna falta en la primera línea
queue-field-count = la fila tiene { $found } campos, y la primera línea nombra { $wanted }
queue-quotes = hay una comilla fuera de lugar en el campo { $field }: las comillas encierran el campo entero y se duplican dentro
queue-empty = este campo está vacío
queue-profile-and-instance = la fila nombra un perfil y una instancia; deje uno de los dos
queue-not-a-reference = escriba env: y el nombre de la variable que guarda el token. Ningún token debe estar en este archivo
queue-no-variable = la variable { $name } no está definida
queue-credentials = las credenciales están incompletas o no pueden ser correctas: se necesitan el id, el token y el token de seguridad de la cuenta, y los tokens son distintos
queue-other-service = el perfil "{ $name }" es de otro servicio, no del de esta ejecución
queue-same-number = el mismo número está en la línea { $line }
queue-same-instance = la misma instancia está en la línea { $line }; una instancia conecta un número
queue-unusual = Un número inusual puede estar equivocado: compruébelo con el cliente. Para aceptar esos números de todos modos, use --unusual-numbers.
queue-not-begun =
    No se inició nada. { $good ->
        [one] { $good } fila está bien
       *[other] { $good } filas están bien
    }; corrija las demás, o agregue --skip-bad para seguir sin ellas.
queue-outcome-file = --outcome necesita un archivo que termine en .csv o .json y aún no exista, o que ya cuente qué fue de los números: { $path }
queue-outcome-taken = Otro programa va a escribir sus resultados en { $path }. Indique otro archivo con --outcome.
queue-go-on = Para continuar donde quedó: zapi-onboard queue { $words }
condition-needs-person = lo necesita
condition-busy = en curso
condition-waiting = esperando
condition-not-begun = sin iniciar
condition-blocked = bloqueado
condition-connected = conectado
condition-set-aside = apartado
condition-left = dejado
condition-until = { $state } hasta { $time }
condition-due = hasta { $time }
desk-no-number = aún sin número
desk-numbers =
    { $count ->
        [one] { $count } número
       *[other] { $count } números
    }
desk-in-need =
    { $count ->
        [one] { $count } lo necesita
       *[other] { $count } lo necesitan
    }
desk-nobody-in-need = ninguno lo necesita
desk-keys = F7 lista · F8 siguiente
desk-title = Los números en esta mesa
desk-reading = Leyendo { $path } …
desk-search = Buscar
desk-search-hint = dígitos del número, o palabras de la nota
desk-none-found = No se encontró nada. Escriba menos, o vacíe el campo con Ctrl-U.
desk-order-need = en orden de quién lo necesita
desk-order-deadline = en orden de plazo
desk-order-arrival = en el orden de la lista
desk-list-keys = Enter ver · Ctrl-T orden · Ctrl-Y apartar · Ctrl-R reintentar · Ctrl-W nuevo · Ctrl-S turno · Esc volver
desk-shift-title = Este turno
desk-shift-average = tiempo medio hasta conectar
desk-shift-none = ninguno está conectado aún
desk-shift-keys = Ctrl-S lista · Esc volver
desk-shift = { $parts }.
desk-shift-part = { $state }: { $count }
desk-shift-took = en promedio conectado tras { $time }
desk-turn = cuando le toque a este número; todos comparten un mismo límite
desk-title-bar = { $step } · { $number }
word-next = siguiente
word-list = lista
word-new = nuevo
word-aside = apartar
word-retry = reiniciar
word-order = orden
word-shift = turno
line-look = Ahora: { $number }.
line-news = { $number }: { $state }. Escriba #{ $place } para ir allí.
line-list-row = #{ $place } { $number }: { $step }, { $state }
line-list-more =
    { $count ->
        [one] y { $count } más; escriba { $word } y lo que busca
       *[other] y { $count } más; escriba { $word } y lo que busca
    }
line-nobody-in-need = Ningún otro número lo necesita.
line-no-such-place = No hay #{ $place } aquí.
line-help-desk = { $next }: el próximo número que lo necesita; { $list }: todos, o los que tienen un texto tras la palabra; #2: el segundo.
line-help-desk-more = { $new }: otro número; { $aside }: apartar este o retomarlo; { $retry }: empezar de nuevo uno detenido; { $order }: otro orden de la lista; { $shift }: cómo van todos.
## The demo that plays itself

demo-plays = Mire: { $caption }
demo-taken-over = Las teclas son suyas: siga desde aquí. La demo dice qué escribir.
demo-played-up-to-here = La demo llega hasta aquí. Las teclas son suyas.
caption-credentials = los tokens ya están, y seguir solo lee. Cualquier tecla le deja el teclado a usted.
caption-list = la instancia se elige de la lista de la cuenta, que lee un token de socio.
caption-refused = el servicio se niega. La pantalla dice por qué, qué hacer, y que nada se envió.
caption-partner = el token de socio ya está. Listar no cambia nada.
caption-instances = las instancias móviles van primero. Se toma una con su ID y su token.
caption-already = aquí hay un número conectado. Se muestra, y nada se sobrescribe.
caption-number = el número del cliente. Lo que no puede ser un número se rechaza al momento.
caption-gate = las consecuencias van primero. Enter solo nunca les dice que sí.
caption-leftover = hay una conexión anterior. Seguir la reemplaza, así que se pregunta antes.
caption-board = cada vía del código tiene su espera. Se elige una abierta; nada se envía aún.
caption-shut = la vía está cerrada, y pedir antes empeora. Para usted, el reloj corre deprisa.
caption-look-again = las esperas no se conocen; se leen de nuevo antes de pedir nada.
caption-request = cada solicitud cuenta en WhatsApp, así que se pregunta una vez más.
caption-captcha = la terminal dibuja la imagen. Leerla no cuesta otra solicitud.
caption-captcha-again = se leyó mal. Nada se pierde: se lee una vez más.
caption-code = el cliente dicta el código. Seis dígitos se envían solos tras un momento.
caption-code-again = ese código era incorrecto. Se conserva el lugar, y se escribe el correcto.
caption-code-watched = no hace falta código: el cliente toca el aviso, y la pantalla lo nota.
caption-pin = el número tiene el PIN de su dueño. Se escribe sin verse y no se guarda.
caption-pin-forgotten = el dueño no sabe el PIN. Eso también es un camino, y no el final.
caption-pin-mailed = el correo se envió. El dueño abre el enlace y dice el PIN.
caption-recovery = WhatsApp envía un enlace para un PIN nuevo, pero solo si se le pide.
caption-device = el cliente acepta en el teléfono anterior. Hasta entonces, se observa el estado.
caption-accepted = el cliente dice que el teléfono aceptó. Solo entonces termina el traspaso.
caption-verifying = solo cuenta como conectado cuando servicio y dispositivo lo dicen.
caption-same-line = el servicio muestra otra grafía: una persona dice si es la misma línea.
caption-check = la respuesta se perdió. Nada se reenvía: se lee el estado.
caption-seen = la respuesta se perdió. Nada se reenvía: ¿qué muestra el teléfono?
caption-banned = una suspensión no es el final: desde aquí se escribe y se envía una apelación.
caption-review = una revisión puede tardar días; queda anotada. Para usted, el reloj corre deprisa.
caption-look-later = algún tiempo después: se pregunta al servicio otra vez por el número.
caption-filed = la apelación está enviada. Cuando alguien vuelva, estará aquí como está.
caption-wrong-number = un número distinto del pedido: la pantalla lo avisa bien a la vista.
caption-halted = este camino acaba aquí, sin otra solicitud. La pantalla dice por qué y qué hacer.
caption-appeal = un motivo ya escrito, que se puede editar. Se envía una vez.
caption-appeal-refused = la apelación no se aceptó. La pantalla cita al servicio y no reenvía nada.
caption-protect = conectado. La cuenta ya se puede proteger.
caption-secure = un correo recupera la cuenta; un PIN impide que tomen el número.
caption-secured = ambos están puestos. Lo que protege la cuenta se lee del servicio.
caption-email = la dirección de correo del dueño.
caption-email-code = el código del correo comprueba la dirección.
caption-email-code-again = ese era incorrecto. Nada se pierde: se escribe de nuevo.
caption-new-pin = un PIN nuevo, dos veces, mostrado como puntos.
caption-connected = conectado. Servicio y dispositivo informan el mismo número. Ese es todo el camino.
caption-connected-confirmed = conectado. La línea fue confirmada por quien atiende. Ese es todo el camino.
cli-demo-auto-screen = zapi-onboard: --auto necesita la pantalla completa, que aquí no hay. Inícielo en una terminal, sin --plain ni --json.
cli-demo-one = zapi-onboard: con --json, se ejecuta un solo escenario. Nombre uno de ellos.
menu-title = Elija un escenario
menu-search = Buscar
menu-search-hint = palabras del título, o el nombre
menu-none = Nada encontrado. Escriba menos, o vacíe el campo con Ctrl-U.
menu-keys = ↑ ↓ elegir · Enter iniciar · Ctrl-T mirar · F3 idioma · Esc salir
menu-straight = Empiece aquí
menu-security = PIN y confirmación en el teléfono
menu-code = Esperas, y las vías del código
menu-captcha = Captchas
menu-account = Instancia y cuenta
menu-stopped = Bloqueado, vetado, rechazado
menu-lost = Respuestas perdidas
menu-odd = Respuestas extrañas
menu-refused = Nadie entra
line-menu = Escriba un número de 1 a { $count } o un nombre; { $quit } termina (Enter para { $first })
demo-hint-masked = { $hint } { $key } muestra el número.
masked-now =
    { $masking ->
        [on] Los números y los ID están ocultos.
       *[other] Los números y los ID están a la vista.
    }
word-mask = ocultar
line-help-mask = { $word }: ocultar números de teléfono e ID de instancia, o mostrarlos de nuevo

## Help

help-title = Ayuda
help-wrong = Qué puede salir mal
help-keys = Teclas
help-shut = Cualquier tecla cierra esta página.
help-key-move = Tab, Shift-Tab, flechas: mover
help-key-enter = Enter: tomar lo enfocado
help-key-escape = Esc: un paso atrás
help-key-scroll = PgUp, PgDn: desplazar
help-key-secret = Ctrl-R: mostrar secretos diez segundos
help-key-picture = Ctrl-O, Shift-flechas, Ctrl-Y, Ctrl-T: ver la imagen de otro modo
help-key-template = Ctrl-T: el siguiente texto hecho
help-key-customer = F2 o Ctrl-K: una frase para el cliente
help-key-language = F3 o Ctrl-X: el siguiente idioma
help-key-lines = F4 o Ctrl-G: modo de línea
help-key-copy = F5 o Ctrl-E: copiar la situación
help-key-save = Ctrl-S: guardar en un archivo
help-key-mask = F6 o Ctrl-Espacio: ocultar números
help-key-desk = F7, F8, F9 o Ctrl-D, -F, -W: lista, siguiente, otro número
help-key-leave = Ctrl-C dos veces: salir
help-welcome = Las esperas siguen con el programa cerrado. Retomar un número no envía nada por sí solo.
help-unrecorded = Sin registro, una línea caída pierde dónde está. Corrija lo que se nombra, si puede.
help-held = Dos personas en un número gastan sus solicitudes. Tome el control solo tras hablar con ellas.
help-credentials = El servicio puede rechazar un valor. La pantalla dice cuál, y nada cambió.
help-partner = El token puede ser rechazado. Los tres valores pueden escribirse: vuelva.
help-instances = Las instancias web no sirven. Una cuyo token no se lista se escribe a mano.
help-already = Otro número exige desconectar este antes, en el panel de Z-API.
help-number = Un número puede ser posible y ser incorrecto: entonces el código llega a otra persona.
help-gate = WhatsApp puede haber bloqueado o vetado el número. La pantalla dice entonces qué hacer.
help-board = Pedir antes del fin de la espera la alarga; por eso una vía cerrada no se puede pedir.
help-request = La respuesta puede perderse. Nada se reenvía: se pregunta qué muestra el teléfono.
help-captcha = Puede leerse mal. Entonces viene otra imagen, y no se hace otra solicitud.
help-code = Un código puede ser incorrecto o viejo: vale el más nuevo. Tras tres errores hay una pausa.
help-not-arrived = El número puede ser incorrecto, o el teléfono estar apagado. Cada nueva solicitud cuenta.
help-pin = Tras varios PIN incorrectos WhatsApp cierra un rato. Si nadie lo sabe, un correo lo restablece.
help-recovery = La cuenta puede no tener correo. Entonces no llega nada, y nada se pierde.
help-device = El cliente puede no ver la pregunta. Pídale abrir WhatsApp; este panel sigue observando.
help-verifying = Puede informarse otra línea. La pantalla entonces avisa, y el número no cuenta.
help-same-line = Diga que sí solo si el cliente lo confirma. Si no está seguro, compruebe otra vez o salga; el progreso queda guardado.
help-unknown = Reenviar podría contar dos veces. Por eso mire antes, y diga lo que ve.
help-halted = Intentar antes de tiempo lo alarga. Espere hasta que la pantalla ofrezca otra consulta.
help-appeal = Puede ser rechazada, o tardar días. Se envía una vez, y el resultado se guarda.
help-leave = Nada se pierde al salir. Lo solicitado cuenta, y el tablero lo guarda.
help-secure = Un cambio puede ser rechazado. Lo que valía antes sigue valiendo.
help-connected = Nada más: el teléfono del cliente salió de este número, como se acordó.
