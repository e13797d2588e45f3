/* Says so when a passkey could not be made or used; the library only tells the console. */
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  var said = document.getElementById('passkey-fout')
  if (said) { said.hidden = false }
})
