# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,548 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:548]
set label 'At most 20 evaluations' at 14,524 left noenhanced font ',15' textcolor rgb '#222222'
set label 'euler_maruyama,  NFE 20,  FD 254' at 14,488 left noenhanced textcolor rgb '#444444'
set label 'ddpm_ancestral,  NFE 20,  FD 194' at 14,388 left noenhanced textcolor rgb '#444444'
set label 'ddim,  NFE 20,  FD 102' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'heun,  NFE 20,  FD 69.4' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m,  NFE 20,  FD 78.5' at 14,88 left noenhanced textcolor rgb '#444444'
plot '../pictures/euler_maruyama-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,410.5) with rgbimage, \
     '../pictures/ddpm_ancestral-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,310.5) with rgbimage, \
     '../pictures/ddim-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/heun-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
